package dev.drover.jobspec.hcl;

/** Scans what stands inside of quotes and heredocs: raw text, and where interpolations and directives begin. */
final class TemplateScanner {
    private final Scanner scanner;

    TemplateScanner(Scanner scanner) {
        this.scanner = scanner;
    }

    void openQuote() {
        scanner.enter(new ScanMode.Quoted(scanner.position()));
        scanner.add(TokenType.OPEN_QUOTE, 1);
    }

    /** Text up to the closing quote, an interpolation or the end of the line. */
    void scanQuoted(ScanMode.Quoted mode) {
        String text = scanner.text();
        int end = scanner.position();
        while (end < text.length()) {
            char current = text.charAt(end);
            if (current == '"' || current == '\n' || opensTemplate(end)) {
                break;
            }
            boolean escape = current == '\\' && end + 1 < text.length() && text.charAt(end + 1) != '\n';
            end += escape ? 2 : escapedOpening(end) ? 3 : 1;
        }
        addText(end);
        if (scanner.at("\"")) {
            scanner.leave();
            scanner.add(TokenType.CLOSE_QUOTE, 1);
        } else if (scanner.at("\n")) {
            reportMissingQuote(mode);
            closeOpenModesOfLine();
        } else if (scanner.position() < text.length()) {
            openTemplate();
        }
    }

    private void reportMissingQuote(ScanMode.Quoted mode) {
        int end = scanner.position();
        scanner.errorAt(
                "Missing quote",
                "The string that begins here has no closing \" on its line. For a text of several lines use a heredoc (<<EOF).",
                mode.start(),
                end);
    }

    /** A string that breaks off at the end of a line also ends the interpolations and strings around it. */
    private void closeOpenModesOfLine() {
        int lineStart = scanner.text().lastIndexOf('\n', scanner.position() - 1) + 1;
        while (!scanner.atOutermostMode() && scanner.mode().start() >= lineStart) {
            switch (scanner.mode()) {
                case ScanMode.Quoted quoted -> scanner.add(TokenType.CLOSE_QUOTE, 0);
                case ScanMode.Normal normal -> scanner.add(TokenType.CLOSE_TEMPLATE, 0);
                case ScanMode.Heredoc heredoc -> scanner.add(TokenType.CLOSE_HEREDOC, 0);
            }
            scanner.leave();
        }
        if (scanner.mode() instanceof ScanMode.Quoted) {
            scanner.leave();
            scanner.add(TokenType.CLOSE_QUOTE, 0);
        }
    }

    /** Enters a heredoc when {@code <<MARKER} or {@code <<-MARKER} and a newline stand here. */
    boolean openHeredoc() {
        String text = scanner.text();
        int nameStart = scanner.position() + (scanner.at("<<-") ? 3 : 2);
        int nameEnd = nameStart;
        while (nameEnd < text.length() && Scanner.isNamePart(text.codePointAt(nameEnd))) {
            nameEnd += Character.charCount(text.codePointAt(nameEnd));
        }
        int end = nameEnd;
        while (end < text.length()
                && (text.charAt(end) == ' ' || text.charAt(end) == '\t' || text.charAt(end) == '\r')) {
            end++;
        }
        if (nameEnd == nameStart || end >= text.length() || text.charAt(end) != '\n') {
            return false;
        }
        scanner.enter(new ScanMode.Heredoc(scanner.position(), text.substring(nameStart, nameEnd)));
        scanner.add(TokenType.OPEN_HEREDOC, end + 1 - scanner.position());
        return true;
    }

    /** Text up to the line of the marker or an interpolation. */
    void scanHeredoc(ScanMode.Heredoc mode) {
        String text = scanner.text();
        int end = scanner.position();
        while (end < text.length()) {
            if (text.charAt(end - 1) == '\n') {
                int markerEnd = markerEnd(end, mode.marker());
                if (markerEnd >= 0) {
                    addText(end);
                    scanner.leave();
                    scanner.add(TokenType.CLOSE_HEREDOC, markerEnd - end);
                    return;
                }
            }
            if (opensTemplate(end)) {
                addText(end);
                openTemplate();
                return;
            }
            end += escapedOpening(end) ? 3 : 1;
        }
        addText(end);
    }

    /** End of the marker when the line at {@code lineStart} holds nothing else, or -1. */
    private int markerEnd(int lineStart, String marker) {
        String text = scanner.text();
        int start = lineStart;
        while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        if (!text.startsWith(marker, start)) {
            return -1;
        }
        int end = start + marker.length();
        int rest = end;
        while (rest < text.length()
                && (text.charAt(rest) == ' ' || text.charAt(rest) == '\t' || text.charAt(rest) == '\r')) {
            rest++;
        }
        return rest == text.length() || text.charAt(rest) == '\n' ? end : -1;
    }

    /** Reports whatever is still open when the text ends. */
    void closeAtEnd() {
        if (scanner.atOutermostMode()) {
            return;
        }
        ScanMode mode = scanner.mode();
        int start = mode.start();
        switch (mode) {
            case ScanMode.Quoted quoted -> reportMissingQuote(quoted);
            case ScanMode.Normal normal ->
                scanner.errorAt(
                        "Missing }", "The interpolation that begins here is never closed with }.", start, start + 2);
            case ScanMode.Heredoc heredoc ->
                scanner.errorAt(
                        "Heredoc without end",
                        "The heredoc that begins here needs a line that holds only " + heredoc.marker() + ".",
                        start,
                        start + 2 + heredoc.marker().length());
        }
        while (!scanner.atOutermostMode()) {
            switch (scanner.mode()) {
                case ScanMode.Quoted quoted -> scanner.add(TokenType.CLOSE_QUOTE, 0);
                case ScanMode.Normal normal -> scanner.add(TokenType.CLOSE_TEMPLATE, 0);
                case ScanMode.Heredoc heredoc -> scanner.add(TokenType.CLOSE_HEREDOC, 0);
            }
            scanner.leave();
        }
    }

    private void addText(int end) {
        if (end > scanner.position()) {
            scanner.add(TokenType.STRING_LITERAL, end - scanner.position());
        }
    }

    private void openTemplate() {
        int start = scanner.position();
        TokenType type = scanner.at("$") ? TokenType.OPEN_INTERPOLATION : TokenType.OPEN_DIRECTIVE;
        boolean trims = scanner.text().startsWith("~", start + 2);
        scanner.add(type, trims ? 3 : 2);
        scanner.enter(new ScanMode.Normal(start, true));
    }

    private boolean opensTemplate(int index) {
        String text = scanner.text();
        char current = text.charAt(index);
        return (current == '$' || current == '%') && text.startsWith("{", index + 1);
    }

    /** <code>$${</code> and <code>%%{</code> stand for the text <code>${</code> and <code>%{</code>. */
    private boolean escapedOpening(int index) {
        String text = scanner.text();
        return text.startsWith("$${", index) || text.startsWith("%%{", index);
    }
}
