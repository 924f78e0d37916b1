package dev.drover.template;

/**
 * How much a template may ask for, since anybody who may submit a job may write one.
 *
 * @param source characters of a template's text
 * @param output characters that a rendering, or one text that a function makes, may have
 * @param steps rounds of loops and calls of functions in one rendering
 * @param nesting levels of blocks and parentheses in a text, and of templates that call templates
 * @param items elements of a list that a function makes
 */
public record Limits(int source, int output, int steps, int nesting, int items) {
    public static final Limits STANDARD = new Limits(4_000_000, 16_000_000, 1_000_000, 100, 1_000_000);
}
