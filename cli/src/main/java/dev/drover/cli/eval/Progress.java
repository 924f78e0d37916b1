package dev.drover.cli.eval;

import dev.drover.cli.Context;

/** Lines with the time in front, as monitors write them. */
public final class Progress {
    private final Context context;

    public Progress(Context context) {
        this.context = context;
    }

    /** A step begins or ends. */
    public void step(String text) {
        context.print(context.bold("==> " + now() + ": " + text));
    }

    /** Something happened within the step. */
    public void detail(String text) {
        context.print("    " + now() + ": " + text);
    }

    private String now() {
        return context.times().at(context.times().now());
    }
}
