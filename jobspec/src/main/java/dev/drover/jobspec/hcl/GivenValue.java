package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Value;

/** A value that someone gave for a variable. */
sealed interface GivenValue {
    /** Who gave it, for messages. */
    String source();

    SourceRange range();

    /** The value, not yet of the variable's type. */
    default Value value(VariableDeclaration declaration, Evaluator evaluator, EvalContext context) {
        return switch (this) {
            case Evaluated evaluated -> evaluated.value();
            case InFile inFile -> evaluator.evaluate(inFile.expression(), context);
            case Typed typed
            when declaration.plainText() -> Value.of(typed.file().text());
            case Typed typed -> {
                Parsed.Alone parsed = Hcl.parseExpression(typed.file());
                if (parsed.hasErrors()) {
                    throw new EvaluationFault(parsed.diagnostics());
                }
                yield evaluator.evaluate(parsed.expression(), context);
            }
        };
    }

    /** From a JSON file. */
    record Evaluated(Value value, String source, SourceRange range) implements GivenValue {}

    /** From an HCL file. */
    record InFile(Expression expression, String source) implements GivenValue {
        @Override
        public SourceRange range() {
            return expression.range();
        }
    }

    /** From the command line or environment, where texts stand without quotes. */
    record Typed(SourceFile file, String source) implements GivenValue {
        @Override
        public SourceRange range() {
            return file.range(0, file.text().length());
        }
    }
}
