package dev.drover.jobspec.hcl;

import java.util.ArrayList;
import java.util.List;

/** Applies trim markers and nests what stands between {@code if}, {@code else}, {@code endif}, {@code for} and {@code endfor}. */
final class TemplateAssembler {
    private final TokenCursor cursor;
    private final List<TemplateElement> elements;
    private int index;

    TemplateAssembler(TokenCursor cursor, List<TemplateElement> elements) {
        this.cursor = cursor;
        this.elements = elements;
    }

    List<TemplatePart> assemble() {
        List<TemplatePart> parts = parts();
        while (index < elements.size() && !cursor.recovering()) {
            TemplateElement stray = elements.get(index);
            cursor.report(
                    "Stray template directive",
                    "Nothing is open here that this directive could go on with or end.",
                    stray.range());
            index++;
            parts.addAll(parts());
        }
        return parts;
    }

    /** Everything up to a directive that this level does not open. */
    private List<TemplatePart> parts() {
        List<TemplatePart> parts = new ArrayList<>();
        while (index < elements.size()) {
            switch (elements.get(index)) {
                case TemplateElement.Text text -> addText(text, parts);
                case TemplateElement.Interpolation interpolation -> {
                    parts.add(interpolation.part());
                    index++;
                }
                case TemplateElement.Directive directive -> {
                    if (directive.keyword() instanceof TemplateElement.Plain || !nested(directive, parts)) {
                        return parts;
                    }
                }
            }
        }
        return parts;
    }

    private void addText(TemplateElement.Text text, List<TemplatePart> parts) {
        String value = text.value();
        if (index > 0 && trimsAfter(elements.get(index - 1))) {
            value = value.stripLeading();
        }
        if (index + 1 < elements.size() && trimsBefore(elements.get(index + 1))) {
            value = value.stripTrailing();
        }
        if (!value.isEmpty()) {
            parts.add(new TemplatePart.Text(value, text.range()));
        }
        index++;
    }

    private static boolean trimsAfter(TemplateElement element) {
        return switch (element) {
            case TemplateElement.Text text -> false;
            case TemplateElement.Interpolation interpolation -> interpolation.trimsAfter();
            case TemplateElement.Directive directive -> directive.trimsAfter();
        };
    }

    private static boolean trimsBefore(TemplateElement element) {
        return switch (element) {
            case TemplateElement.Text text -> false;
            case TemplateElement.Interpolation interpolation -> interpolation.trimsBefore();
            case TemplateElement.Directive directive -> directive.trimsBefore();
        };
    }

    private boolean nested(TemplateElement.Directive opening, List<TemplatePart> parts) {
        if (!cursor.enter()) {
            index = elements.size();
            return false;
        }
        index++;
        switch (opening.keyword()) {
            case TemplateElement.If condition -> {
                List<TemplatePart> whenTrue = parts();
                List<TemplatePart> whenFalse = take(TemplateElement.Plain.ELSE) ? parts() : List.of();
                end(opening, TemplateElement.Plain.ENDIF, "%{ endif }");
                parts.add(new TemplatePart.If(condition.condition(), whenTrue, whenFalse, opening.range()));
            }
            case TemplateElement.For loop -> {
                List<TemplatePart> body = parts();
                end(opening, TemplateElement.Plain.ENDFOR, "%{ endfor }");
                parts.add(new TemplatePart.For(
                        loop.keyName(), loop.valueName(), loop.collection(), body, opening.range()));
            }
            case TemplateElement.Plain plain -> throw new IllegalArgumentException("opens nothing: " + plain);
        }
        cursor.leave();
        return true;
    }

    private void end(TemplateElement.Directive opening, TemplateElement.Plain keyword, String shown) {
        if (!take(keyword)) {
            cursor.report(
                    "Template directive without end",
                    "The directive that begins here is never closed with " + shown + ".",
                    opening.range());
        }
    }

    private boolean take(TemplateElement.Plain keyword) {
        boolean found = index < elements.size()
                && elements.get(index) instanceof TemplateElement.Directive directive
                && directive.keyword() == keyword;
        if (found) {
            index++;
        }
        return found;
    }
}
