package dev.drover.template.syntax;

import dev.drover.template.Delimiters;
import dev.drover.template.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Builds the tree of a template and of those that are defined inside it. */
public final class Parser {
    /** What ended a list of nodes. */
    private enum End {
        END,
        ELSE,
        ELSE_IF,
        ELSE_WITH,
        END_OF_TEXT
    }

    private record Block(List<Node> nodes, End end) {}

    private record Branches(Pipeline pipeline, List<Node> then, List<Node> otherwise) {}

    private final Tokens tokens;
    private final PipelineParser pipelines;
    private final Map<String, List<Node>> defined = new HashMap<>();
    private final int maxNesting;
    private int nesting;
    private int loops;

    private Parser(Source source, Delimiters delimiters, Predicate<String> functions, Limits limits) {
        this.tokens = new Tokens(source, new Lexer(source, delimiters).tokens());
        this.maxNesting = limits.nesting();
        this.pipelines = new PipelineParser(tokens, functions, maxNesting);
    }

    /**
     * Reads a template.
     *
     * @param functions says which functions there are
     * @return all templates by name; the whole text has the name of the source
     * @throws dev.drover.template.TemplateException where the text is not understood
     */
    public static Map<String, List<Node>> parse(
            Source source, Delimiters delimiters, Predicate<String> functions, Limits limits) {
        if (source.text().length() > limits.source()) {
            throw source.fault(0, "the template is longer than " + limits.source() + " characters");
        }
        Parser parser = new Parser(source, delimiters, functions, limits);
        List<Node> root = parser.whole();
        parser.defined.put(source.name(), root);
        return Map.copyOf(parser.defined);
    }

    private List<Node> whole() {
        List<Node> nodes = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            if (token.is(TokenType.END_OF_TEXT)) {
                return List.copyOf(nodes);
            }
            if (token.is(TokenType.LEFT) && tokens.peekWord(1).isKeyword("define")) {
                tokens.next();
                definition(tokens.nextWord());
                continue;
            }
            Block block = block(true);
            nodes.addAll(block.nodes);
            if (block.end != End.END_OF_TEXT) {
                throw tokens.fault(token, "unexpected {{" + (block.end == End.END ? "end" : "else") + "}}");
            }
        }
    }

    private void definition(Token define) {
        String name = tokens.expect(TokenType.STRING, "define").text();
        tokens.expect(TokenType.RIGHT, "define");
        body(define, name);
    }

    /** The text of a template with a name of its own, which sees no variable from outside. */
    private void body(Token start, String name) {
        List<String> hidden = pipelines.hideVariables();
        int outerLoops = loops;
        loops = 0;
        Block block = nested(start);
        if (block.end != End.END) {
            throw unclosed(start, block);
        }
        loops = outerLoops;
        pipelines.restoreVariables(hidden);
        define(start, name, block.nodes);
    }

    /** A blank definition gives way to any other. */
    private void define(Token start, String name, List<Node> nodes) {
        List<Node> earlier = defined.get(name);
        if (earlier == null || isBlank(earlier)) {
            defined.put(name, nodes);
        } else if (!isBlank(nodes)) {
            throw tokens.fault(start, "template \"" + name + "\" is defined twice");
        }
    }

    private static boolean isBlank(List<Node> nodes) {
        return nodes.stream().allMatch(node -> node instanceof Node.Text(String text) && text.isBlank());
    }

    private Block nested(Token start) {
        if (++nesting > maxNesting) {
            throw tokens.fault(start, "blocks are nested deeper than " + maxNesting + " levels");
        }
        Block block = block(false);
        nesting--;
        return block;
    }

    private RuntimeException unclosed(Token start, Block block) {
        return tokens.fault(
                start,
                block.end == End.END_OF_TEXT ? start + " is not closed by {{end}}" : "unexpected {{else}} in " + start);
    }

    /** Reads up to what ends the block. Outside of all blocks it stops before a definition as well. */
    private Block block(boolean outermost) {
        List<Node> nodes = new ArrayList<>();
        while (true) {
            if (outermost
                    && tokens.peek().is(TokenType.LEFT)
                    && tokens.peekWord(1).isKeyword("define")) {
                return new Block(nodes, End.END_OF_TEXT);
            }
            Token token = tokens.next();
            if (token.is(TokenType.END_OF_TEXT)) {
                return new Block(nodes, End.END_OF_TEXT);
            }
            if (token.is(TokenType.TEXT)) {
                nodes.add(new Node.Text(token.text()));
                continue;
            }
            tokens.skipSpace();
            Token word = tokens.peek();
            if (word.isKeyword("end") || word.isKeyword("else")) {
                tokens.next();
                if (outermost) {
                    throw tokens.fault(word, "unexpected {{" + word.text() + "}}");
                }
                return new Block(nodes, word.isKeyword("end") ? end() : otherwise());
            }
            nodes.add(action(word));
        }
    }

    private End end() {
        tokens.expect(TokenType.RIGHT, "end");
        return End.END;
    }

    private End otherwise() {
        Token token = tokens.nextWord();
        if (token.isKeyword("if")) {
            return End.ELSE_IF;
        }
        if (token.isKeyword("with")) {
            return End.ELSE_WITH;
        }
        if (!token.is(TokenType.RIGHT)) {
            throw tokens.unexpected(token, "else");
        }
        return End.ELSE;
    }

    private Node action(Token word) {
        if (!word.is(TokenType.KEYWORD) || word.text().equals("nil")) {
            return new Node.Action(pipelines.pipeline("command", TokenType.RIGHT));
        }
        tokens.next();
        return switch (word.text()) {
            case "if" -> choice(word);
            case "with" -> with(word);
            case "range" -> {
                loops++;
                Branches branches = branches(word, false);
                yield new Node.Range(branches.pipeline, branches.then, branches.otherwise, word.at());
            }
            case "block" -> {
                String name = tokens.expect(TokenType.STRING, "block").text();
                Pipeline data = pipelines.pipeline("block", TokenType.RIGHT);
                body(word, name);
                yield new Node.Call(name, List.of(data), word.at());
            }
            case "template" -> call(word);
            case "break", "continue" -> {
                tokens.expect(TokenType.RIGHT, word.text());
                if (loops == 0) {
                    throw tokens.fault(word, "{{" + word.text() + "}} outside of {{range}}");
                }
                yield word.text().equals("break") ? new Node.Break() : new Node.Continue();
            }
            case "define" -> throw tokens.fault(word, "{{define}} stands inside of another block");
            default -> throw tokens.unexpected(word, "command");
        };
    }

    private Node choice(Token word) {
        Branches branches = branches(word, true);
        return new Node.If(branches.pipeline, branches.then, branches.otherwise);
    }

    private Node with(Token word) {
        Branches branches = branches(word, true);
        return new Node.With(branches.pipeline, branches.then, branches.otherwise);
    }

    private Node call(Token word) {
        String name = tokens.expect(TokenType.STRING, "template").text();
        if (tokens.peekWord(0).is(TokenType.RIGHT)) {
            tokens.nextWord();
            return new Node.Call(name, List.of(), word.at());
        }
        return new Node.Call(name, List.of(pipelines.pipeline("template", TokenType.RIGHT)), word.at());
    }

    /** Reads a block with its else; {@code else if} and {@code else with} are blocks inside the else that share its end. */
    private Branches branches(Token word, boolean chains) {
        int inSight = pipelines.inSight();
        Pipeline pipeline = pipelines.pipeline(word.text(), TokenType.RIGHT);
        Block then = nested(word);
        if (word.isKeyword("range")) {
            loops--;
        }
        List<Node> otherwise = List.of();
        boolean sameKind = (then.end == End.ELSE_IF && word.isKeyword("if"))
                || (then.end == End.ELSE_WITH && word.isKeyword("with"));
        if (chains && sameKind) {
            if (++nesting > maxNesting) {
                throw tokens.fault(word, "blocks are nested deeper than " + maxNesting + " levels");
            }
            otherwise = List.of(word.isKeyword("if") ? choice(word) : with(word));
            nesting--;
        } else if (then.end == End.ELSE) {
            Block block = nested(word);
            if (block.end != End.END) {
                throw unclosed(word, block);
            }
            otherwise = block.nodes;
        } else if (then.end != End.END) {
            throw unclosed(word, then);
        }
        pipelines.forget(inSight);
        return new Branches(pipeline, then.nodes, otherwise);
    }
}
