package dev.drover.template.syntax;

import dev.drover.template.syntax.Pipeline.Command;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What stands inside of actions. It knows which variables are in sight, so that a misspelt one is told before anything is rendered. */
final class PipelineParser {
    private final Tokens tokens;
    private final Predicate<String> functions;
    private final int maxNesting;
    private final Deque<String> variables = new ArrayDeque<>();
    private int nesting;

    PipelineParser(Tokens tokens, Predicate<String> functions, int maxNesting) {
        this.tokens = tokens;
        this.functions = functions;
        this.maxNesting = maxNesting;
        variables.push("$");
    }

    /** How many variables are in sight; {@link #forget} goes back to it at the end of a block. */
    int inSight() {
        return variables.size();
    }

    void forget(int downTo) {
        while (variables.size() > downTo) {
            variables.pop();
        }
    }

    /** Leaves only the dollar in sight, for a template of its own, and returns what was. */
    List<String> hideVariables() {
        List<String> hidden = List.copyOf(variables);
        forget(1);
        return hidden;
    }

    void restoreVariables(List<String> hidden) {
        variables.clear();
        variables.addAll(hidden);
    }

    /** Reads up to and with the closing delimiter or parenthesis. */
    Pipeline pipeline(String where, TokenType end) {
        tokens.skipSpace();
        int at = tokens.peek().at();
        List<String> declared = new ArrayList<>();
        boolean assigns = declaration(where, declared);
        List<Command> commands = new ArrayList<>();
        Token token = tokens.peekWord(0);
        while (!token.is(end)) {
            commands.add(command(where, end));
            requireCallable(commands, token);
            token = tokens.peekWord(0);
        }
        tokens.nextWord();
        if (commands.isEmpty()) {
            throw tokens.fault(token, "missing value for " + where);
        }
        return new Pipeline(declared, assigns, commands, at);
    }

    /** Reads {@code $x :=}, {@code $x =} or, for range, {@code $i, $x :=}; true when they are set and not declared. */
    private boolean declaration(String where, List<String> names) {
        if (!tokens.peek().is(TokenType.VARIABLE)) {
            return false;
        }
        Token after = tokens.peekWord(1);
        boolean two = after.is(TokenType.COMMA);
        if (!two && !after.is(TokenType.DECLARE) && !after.is(TokenType.ASSIGN)) {
            return false;
        }
        names.add(tokens.next().text());
        if (two) {
            Token comma = tokens.nextWord();
            if (!where.equals("range")) {
                throw tokens.fault(comma, "too many declarations in " + where);
            }
            names.add(tokens.expect(TokenType.VARIABLE, where).text());
        }
        Token sign = tokens.nextWord();
        if (sign.is(TokenType.ASSIGN)) {
            names.forEach(name -> requireKnown(sign, name));
        } else if (sign.is(TokenType.DECLARE)) {
            names.forEach(variables::push);
        } else {
            throw tokens.unexpected(sign, where);
        }
        return sign.is(TokenType.ASSIGN);
    }

    private void requireKnown(Token token, String name) {
        if (!variables.contains(name)) {
            throw tokens.fault(token, "undefined variable \"" + name + "\"");
        }
    }

    private void requireCallable(List<Command> commands, Token token) {
        Operand first = commands.getLast().operands().getFirst();
        boolean passive =
                first instanceof Operand.Constant || first instanceof Operand.Dot || first instanceof Operand.Nil;
        if (commands.size() > 1 && passive) {
            throw tokens.fault(
                    token, "stage " + commands.size() + " of the pipeline cannot be called, so it cannot take a value");
        }
    }

    private Command command(String where, TokenType end) {
        List<Operand> operands = new ArrayList<>();
        while (true) {
            tokens.skipSpace();
            Token start = tokens.peek();
            operand().ifPresent(operands::add);
            Token token = tokens.peek();
            if (token.is(TokenType.SPACE)) {
                continue;
            }
            if (token.is(TokenType.PIPE)) {
                tokens.next();
            } else if (!token.is(end)) {
                throw tokens.unexpected(token, where);
            }
            if (operands.isEmpty()) {
                throw tokens.fault(start, "empty command in " + where);
            }
            return new Command(operands);
        }
    }

    private Optional<Operand> operand() {
        Optional<Operand> term = term();
        Token start = tokens.peek();
        List<String> names = fields();
        if (term.isEmpty() || names.isEmpty()) {
            return term;
        }
        return Optional.of(
                switch (term.get()) {
                    case Operand.Field field -> new Operand.Field(joined(field.names(), names), field.at());
                    case Operand.Variable variable ->
                        new Operand.Variable(variable.name(), joined(variable.fields(), names), variable.at());
                    case Operand.Function function -> new Operand.Chain(function, names, function.at());
                    case Operand.Nested nested -> new Operand.Chain(nested, names, nested.at());
                    case Operand.Chain chain -> new Operand.Chain(chain.of(), joined(chain.names(), names), chain.at());
                    case Operand.Dot dot -> throw tokens.unexpected(start, "operand");
                    case Operand.Nil nil -> throw tokens.unexpected(start, "operand");
                    case Operand.Constant constant -> throw tokens.fault(start, "a constant has no fields");
                });
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private List<String> fields() {
        List<String> names = new ArrayList<>();
        while (tokens.peek().is(TokenType.FIELD)) {
            names.add(tokens.next().text().substring(1));
        }
        return names;
    }

    private Optional<Operand> term() {
        Token token = tokens.peek();
        Operand operand = switch (token.type()) {
            case IDENTIFIER -> function(token);
            case DOT -> new Operand.Dot(token.at());
            case FIELD -> new Operand.Field(List.of(token.text().substring(1)), token.at());
            case VARIABLE -> {
                requireKnown(token, token.text());
                yield new Operand.Variable(token.text(), List.of(), token.at());
            }
            case BOOLEAN -> new Operand.Constant(Boolean.valueOf(token.text()), token.at());
            case NUMBER ->
                new Operand.Constant(
                        Numbers.constant(token.text())
                                .orElseThrow(() -> tokens.fault(token, "bad number syntax: " + token)),
                        token.at());
            case CHARACTER -> new Operand.Constant(character(token), token.at());
            case STRING -> new Operand.Constant(token.text(), token.at());
            case OPEN -> {
                tokens.next();
                yield nested(token);
            }
            case KEYWORD -> {
                if (!token.text().equals("nil")) {
                    throw tokens.unexpected(token, "operand");
                }
                yield new Operand.Nil(token.at());
            }
            case TEXT, LEFT, RIGHT, SPACE, PIPE, CLOSE, COMMA, ASSIGN, DECLARE, END_OF_TEXT -> null;
        };
        if (operand != null && !token.is(TokenType.OPEN)) {
            tokens.next();
        }
        return Optional.ofNullable(operand);
    }

    private Operand function(Token token) {
        if (!functions.test(token.text())) {
            throw tokens.fault(token, "function \"" + token.text() + "\" is not known");
        }
        return new Operand.Function(token.text(), token.at());
    }

    private Long character(Token token) {
        if (token.text().codePointCount(0, token.text().length()) != 1) {
            throw tokens.fault(token, "a constant in single quotes holds one character");
        }
        return (long) token.text().codePointAt(0);
    }

    private Operand nested(Token open) {
        if (++nesting > maxNesting) {
            throw tokens.fault(open, "parentheses are nested deeper than " + maxNesting + " levels");
        }
        Pipeline pipeline = pipeline("parenthesized pipeline", TokenType.CLOSE);
        nesting--;
        return new Operand.Nested(pipeline, open.at());
    }
}
