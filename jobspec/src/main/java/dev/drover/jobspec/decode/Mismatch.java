package dev.drover.jobspec.decode;

import dev.drover.jobspec.value.Value;

/** A value that does not fit the type of its parameter. Caught where the parameter is known, never beyond this package. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** {@code hint} is empty or a sentence that says more than what was expected and found. */
    Mismatch(String hint) {
        super(hint, null, false, false);
        this.hint = hint;
    }

    String explain(String expected, Value found) {
        return expected + ", found " + describe(found) + "." + (hint.isEmpty() ? "" : " " + hint);
    }

    static String describe(Value value) {
        return switch (value) {
            case Value.Null n -> "null";
            case Value.Bool bool -> "the bool " + bool.value();
            case Value.Num number when number.value().toString().length() <= 40 -> "the number " + plain(number);
            case Value.Num number -> "a number";
            case Value.Text text
            when text.value().length() <= 40 && text.value().indexOf('\n') < 0 -> "the string \"" + text.value() + "\"";
            case Value.Text text -> "a string";
            case Value.Sequence sequence -> "a list";
            case Value.Mapping mapping -> "a map";
        };
    }

    private static String plain(Value.Num number) {
        return Math.abs((long) number.value().scale()) > 40
                ? number.value().toString()
                : number.value().toPlainString();
    }
}
