package dev.drover.template.syntax;

import dev.drover.template.TemplateException;

/** A text with its name, which turns offsets into places that people can find. */
public record Source(String name, String text) {
    public TemplateException fault(int offset, String reason) {
        String before = text.substring(0, Math.min(offset, text.length()));
        int line = 1 + (int) before.chars().filter(letter -> letter == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        return new TemplateException(name, line, column, reason);
    }
}
