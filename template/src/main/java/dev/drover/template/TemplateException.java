package dev.drover.template;

/** A template is not understood, or cannot be rendered over its data. The message names the template, the line and the column. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public TemplateException(String template, int line, int column, String reason) {
        super("template: " + template + ":" + line + ":" + column + ": " + reason);
        this.reason = reason;
    }

    /** The message without the place. */
    public String reason() {
        return reason;
    }
}
