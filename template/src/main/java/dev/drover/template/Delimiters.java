package dev.drover.template;

/** What begins and ends an action. */
public record Delimiters(String left, String right) {
    public static final Delimiters STANDARD = new Delimiters("{{", "}}");

    /** The standard one stands in for each that is empty. */
    public static Delimiters of(String left, String right) {
        return new Delimiters(left.isEmpty() ? STANDARD.left : left, right.isEmpty() ? STANDARD.right : right);
    }
}
