package dev.drover.template.eval;

import dev.drover.template.FunctionException;
import dev.drover.template.Limits;

/** The text that is being written and what may still be spent on it; shared by all templates of one rendering. */
final class Output {
    private final Limits limits;
    private StringBuilder text = new StringBuilder();
    private int steps;

    Output(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    void append(String part) {
        if (text.length() + (long) part.length() > limits.output()) {
            throw new FunctionException("the output is longer than " + limits.output() + " characters");
        }
        text.append(part);
    }

    void step() {
        if (++steps > limits.steps()) {
            throw new FunctionException("rendering took more than " + limits.steps() + " steps");
        }
    }

    /** Collects apart what the work writes. */
    String capture(Runnable work) {
        StringBuilder outer = text;
        text = new StringBuilder();
        try {
            work.run();
            return text.toString();
        } finally {
            text = outer;
        }
    }

    String text() {
        return text.toString();
    }
}
