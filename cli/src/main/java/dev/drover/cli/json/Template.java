package dev.drover.cli.json;

import dev.drover.model.wire.JsonTree;
import dev.drover.model.wire.WireException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The part of Go's template language that people use to pick fields out of an answer: {@code {{.Field.Inner}}}, {@code range},
 * {@code if}, {@code with}, pipes and a few functions. What it does not know it names.
 */
public final class Template {
    private final List<TemplateNode> nodes;

    private Template(List<TemplateNode> nodes) {
        this.nodes = nodes;
    }

    /** Reads a template; throws {@link IllegalArgumentException} where it is not understood. */
    public static Template parse(String text) {
        return new Template(new TemplateParser(text).parse());
    }

    /** Writes the template out over the data; throws {@link IllegalArgumentException} where the data does not fit. */
    public String render(JsonTree data) {
        StringBuilder out = new StringBuilder();
        new Rendering(data, out).all(nodes, data);
        return out.toString();
    }

    private record Rendering(JsonTree root, StringBuilder out) {
        void all(List<TemplateNode> nodes, JsonTree dot) {
            nodes.forEach(node -> one(node, dot));
        }

        private void one(TemplateNode node, JsonTree dot) {
            switch (node) {
                case TemplateNode.Text text -> out.append(text.text());
                case TemplateNode.Print print -> out.append(TemplateValues.text(value(print.pipeline(), dot)));
                case TemplateNode.If choice ->
                    all(
                            TemplateValues.isTrue(value(choice.condition(), dot)) ? choice.then() : choice.otherwise(),
                            dot);
                case TemplateNode.With with -> {
                    JsonTree inner = value(with.value(), dot);
                    boolean some = TemplateValues.isTrue(inner);
                    all(some ? with.then() : with.otherwise(), some ? inner : dot);
                }
                case TemplateNode.Range range -> {
                    List<JsonTree> items = TemplateValues.items(value(range.over(), dot));
                    if (items.isEmpty()) {
                        all(range.otherwise(), dot);
                    }
                    items.forEach(item -> all(range.body(), item));
                }
            }
        }

        /** Each command of a pipe gets the result of the one before as its last argument. */
        private JsonTree value(List<List<String>> pipeline, JsonTree dot) {
            List<JsonTree> passed = List.of();
            for (List<String> command : pipeline) {
                passed = List.of(command(command, passed, dot));
            }
            return passed.getFirst();
        }

        private JsonTree command(List<String> words, List<JsonTree> passed, JsonTree dot) {
            String first = words.getFirst();
            if (!Character.isLetter(first.charAt(0)) || isLiteral(first)) {
                if (words.size() > 1 || !passed.isEmpty()) {
                    throw new IllegalArgumentException(first + " is no function, so it takes no arguments");
                }
                return operand(first, dot);
            }
            List<JsonTree> arguments = new ArrayList<>();
            words.subList(1, words.size()).forEach(word -> arguments.add(operand(word, dot)));
            arguments.addAll(passed);
            return TemplateFunctions.call(first, arguments);
        }

        private static boolean isLiteral(String word) {
            return word.equals("true") || word.equals("false") || word.equals("nil");
        }

        private JsonTree operand(String word, JsonTree dot) {
            if (word.startsWith("(")) {
                int close = word.lastIndexOf(')');
                return path(value(TemplateParser.pipeline(word.substring(1, close)), dot), word.substring(close + 1));
            }
            if (word.startsWith("\"") || word.startsWith("`")) {
                return new JsonTree.Text(word.startsWith("`") ? word.substring(1, word.length() - 1) : quoted(word));
            }
            if (word.equals("nil")) {
                return JsonTree.Literal.NULL;
            }
            if (isLiteral(word) || Character.isDigit(word.charAt(0)) || word.charAt(0) == '-') {
                return new JsonTree.Literal(word);
            }
            if (word.startsWith("$") && (word.length() == 1 || word.charAt(1) == '.')) {
                return path(root, word.substring(1));
            }
            if (word.startsWith(".")) {
                return path(dot, word);
            }
            throw new IllegalArgumentException("\"" + word + "\" is not understood in templates here");
        }

        /** Quoted texts have the escapes of JSON. */
        private static String quoted(String word) {
            try {
                return TemplateValues.text(JsonTree.parse(word));
            } catch (WireException fault) {
                throw new IllegalArgumentException(word + " is no text: " + fault.getMessage(), fault);
            }
        }

        private static JsonTree path(JsonTree from, String path) {
            JsonTree at = from;
            for (String name : path.split("\\.", -1)) {
                at = name.isEmpty() ? at : field(at, name);
            }
            return at;
        }

        private static JsonTree field(JsonTree from, String name) {
            SequencedMap<String, JsonTree> fields =
                    from instanceof JsonTree.Fields object ? object.values() : new LinkedHashMap<>();
            JsonTree found = fields.get(name);
            if (found == null) {
                throw new IllegalArgumentException(
                        from instanceof JsonTree.Fields
                                ? "there is no field " + name + " among " + fields.keySet()
                                : "can't evaluate field " + name + " of something that has no fields");
            }
            return found;
        }
    }
}
