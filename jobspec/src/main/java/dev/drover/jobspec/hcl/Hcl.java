package dev.drover.jobspec.hcl;

import java.util.List;

/** The language in four words: parse, parse an expression alone, evaluate, format. None of them throws, whatever the input. */
public final class Hcl {
    private Hcl() {}

    /** Parses a file. */
    public static Parsed parse(SourceFile file) {
        Diagnostics diagnostics = new Diagnostics();
        List<Token> tokens = Scanner.scan(file, diagnostics);
        TokenCursor cursor = new TokenCursor(file, tokens, diagnostics);
        Body body = new BodyParser(cursor).file();
        return new Parsed(body, diagnostics.inOrder(), List.copyOf(cursor.modernisations()));
    }

    /** Parses a text that is one expression, such as the value of a {@code -var} flag. */
    public static Parsed.Alone parseExpression(SourceFile file) {
        Diagnostics diagnostics = new Diagnostics();
        List<Token> tokens = Scanner.scan(file, diagnostics);
        TokenCursor cursor = new TokenCursor(file, tokens, diagnostics);
        cursor.countNewlines(false);
        ExpressionParser parser = new ExpressionParser(cursor);
        Expression expression = parser.parse();
        if (!cursor.recovering() && !cursor.at(TokenType.END)) {
            parser.unexpected("the end of the expression");
        }
        return new Parsed.Alone(expression, diagnostics.inOrder());
    }

    /** Evaluates a body with its variables and locals. */
    public static Evaluation evaluate(Body body, VariableInputs inputs, EvalSettings settings) {
        return new FileEvaluator(settings).evaluate(body, inputs);
    }

    /** Rewrites a file in canonical style, or refuses when it has syntax errors. */
    public static Formatted format(SourceFile file) {
        return Formatter.format(file);
    }
}
