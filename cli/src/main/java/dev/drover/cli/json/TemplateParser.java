package dev.drover.cli.json;

import java.util.ArrayList;
import java.util.List;

/** Splits a template into nodes. */
final class TemplateParser {
    private final String text;
    private int at;

    TemplateParser(String text) {
        this.text = text;
    }

    private record Block(List<TemplateNode> nodes, String end) {}

    List<TemplateNode> parse() {
        Block block = block();
        if (!block.end.isEmpty()) {
            throw new IllegalArgumentException("unexpected {{" + block.end + "}}");
        }
        return block.nodes;
    }

    /** Reads up to the action that ends or turns the block: {@code end}, {@code else}, {@code else if ...}, or the end of the text. */
    private Block block() {
        List<TemplateNode> nodes = new ArrayList<>();
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            if (open < 0) {
                nodes.add(new TemplateNode.Text(text.substring(at)));
                at = text.length();
                break;
            }
            String action = readAction(nodes, open);
            String word = action.split("\\s", 2)[0];
            String rest = action.substring(word.length()).strip();
            switch (word) {
                case "end", "else" -> {
                    return new Block(nodes, action);
                }
                case "if" -> nodes.add(choice(rest));
                case "with" -> {
                    Branches branches = branches("with");
                    nodes.add(new TemplateNode.With(pipeline(rest), branches.then, branches.otherwise));
                }
                case "range" -> {
                    Branches branches = branches("range");
                    nodes.add(new TemplateNode.Range(pipeline(rest), branches.then, branches.otherwise));
                }
                case "define", "template", "block", "break", "continue" ->
                    throw new IllegalArgumentException("{{" + word + "}} is not supported here");
                default -> {
                    if (!action.startsWith("/*")) {
                        nodes.add(new TemplateNode.Print(pipeline(action)));
                    }
                }
            }
        }
        return new Block(nodes, "");
    }

    /** Reads {@code {{...}}} with its marks that trim the white space around it. */
    private String readAction(List<TemplateNode> nodes, int open) {
        int close = text.indexOf("}}", open);
        if (close < 0) {
            throw new IllegalArgumentException("{{ is not closed by }}");
        }
        String before = text.substring(at, open);
        String action = text.substring(open + 2, close);
        at = close + 2;
        if (action.startsWith("- ")) {
            before = before.stripTrailing();
            action = action.substring(2);
        }
        if (action.endsWith(" -")) {
            action = action.substring(0, action.length() - 2);
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
        if (!before.isEmpty()) {
            nodes.add(new TemplateNode.Text(before));
        }
        return action.strip();
    }

    private record Branches(List<TemplateNode> then, List<TemplateNode> otherwise) {}

    private Branches branches(String kind) {
        Block then = block();
        if (then.end.equals("else")) {
            Block otherwise = block();
            if (otherwise.end.equals("end")) {
                return new Branches(then.nodes, otherwise.nodes);
            }
        } else if (then.end.equals("end")) {
            return new Branches(then.nodes, List.of());
        }
        throw new IllegalArgumentException("{{" + kind + "}} is not closed by {{end}}");
    }

    private TemplateNode choice(String condition) {
        Block then = block();
        if (then.end.startsWith("else if ")) {
            return new TemplateNode.If(
                    pipeline(condition), then.nodes, List.of(choice(then.end.substring("else if ".length()))));
        }
        if (then.end.equals("end")) {
            return new TemplateNode.If(pipeline(condition), then.nodes, List.of());
        }
        Block otherwise = block();
        if (!then.end.equals("else") || !otherwise.end.equals("end")) {
            throw new IllegalArgumentException("{{if}} is not closed by {{end}}");
        }
        return new TemplateNode.If(pipeline(condition), then.nodes, otherwise.nodes);
    }

    /** Splits at pipes into commands, and these at blanks into words; quotes and parentheses hold together. */
    static List<List<String>> pipeline(String source) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int position = 0;
        while (position < source.length()) {
            char next = source.charAt(position);
            if (Character.isWhitespace(next)) {
                position++;
            } else if (next == '|') {
                commands.add(complete(words, source));
                words = new ArrayList<>();
                position++;
            } else {
                int end = wordEnd(source, position);
                words.add(source.substring(position, end));
                position = end;
            }
        }
        commands.add(complete(words, source));
        return commands;
    }

    private static List<String> complete(List<String> words, String source) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("missing value in {{" + source + "}}");
        }
        if (words.contains(":=") || words.contains("=")) {
            throw new IllegalArgumentException("variables are not supported here: {{" + source + "}}");
        }
        return List.copyOf(words);
    }

    private static int wordEnd(String source, int start) {
        int depth = 0;
        for (int end = start; end < source.length(); end++) {
            char next = source.charAt(end);
            if (next == '"' || next == '`') {
                end = quoteEnd(source, end);
            } else if (next == '(') {
                depth++;
            } else if (next == ')') {
                depth--;
            } else if (depth == 0 && (Character.isWhitespace(next) || next == '|')) {
                return end;
            }
        }
        if (depth != 0) {
            throw new IllegalArgumentException("unclosed ( in {{" + source + "}}");
        }
        return source.length();
    }

    private static int quoteEnd(String source, int start) {
        char quote = source.charAt(start);
        for (int end = start + 1; end < source.length(); end++) {
            if (source.charAt(end) == '\\' && quote == '"') {
                end++;
            } else if (source.charAt(end) == quote) {
                return end;
            }
        }
        throw new IllegalArgumentException("unclosed text in {{" + source + "}}");
    }
}
