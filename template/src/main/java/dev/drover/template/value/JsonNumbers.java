package dev.drover.template.value;

import dev.drover.template.FunctionException;

/** Floating numbers as Go writes them in JSON: with an exponent only when very small or very large. */
public final class JsonNumbers {
    private static final double SMALL = 1e-6;
    private static final double LARGE = 1e21;

    private JsonNumbers() {}

    public static String text(double number) {
        if (!Double.isFinite(number)) {
            throw new FunctionException("JSON has no number for " + GoText.of(number));
        }
        double size = Math.abs(number);
        boolean exponent = size != 0 && (size < SMALL || size >= LARGE);
        String text = Floats.text(number, exponent ? 'e' : 'f', Floats.SHORTEST, 0);
        return (GoText.isNegative(number) ? "-" : "") + text.replace("e-0", "e-");
    }
}
