package dev.drover.jobspec.hcl;

import dev.drover.jobspec.value.Conversion;
import dev.drover.jobspec.value.ConversionException;
import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** What operators do to values. Faults are {@link ConversionException}s with a clause that says what is wrong. */
final class Operators {
    /** Division is exact where it can be; else it is cut here, beyond any use. */
    private static final MathContext QUOTIENT = new MathContext(155, RoundingMode.HALF_EVEN);

    private static final int LONGEST_NUMBER = 1000;

    private Operators() {}

    static Value apply(UnaryOperator operator, Value operand) {
        return switch (operator) {
            case NOT -> Value.of(!Conversion.bool(operand));
            case NEGATE -> Value.of(Conversion.number(operand).negate());
        };
    }

    /** The operators that always want both operands; {@code &&} and {@code ||} are for the evaluator. */
    static Value apply(BinaryOperator operator, Value left, Value right) {
        return switch (operator) {
            case EQUAL -> Value.of(left.equals(right));
            case NOT_EQUAL -> Value.of(!left.equals(right));
            case OR -> Value.of(Conversion.bool(left) || Conversion.bool(right));
            case AND -> Value.of(Conversion.bool(left) && Conversion.bool(right));
            case GREATER -> Value.of(compare(left, right) > 0);
            case GREATER_OR_EQUAL -> Value.of(compare(left, right) >= 0);
            case LESS -> Value.of(compare(left, right) < 0);
            case LESS_OR_EQUAL -> Value.of(compare(left, right) <= 0);
            case ADD -> number(Conversion.number(left).add(Conversion.number(right)));
            case SUBTRACT -> number(Conversion.number(left).subtract(Conversion.number(right)));
            case MULTIPLY -> number(Conversion.number(left).multiply(Conversion.number(right)));
            case DIVIDE -> divide(Conversion.number(left), Conversion.number(right));
            case REMAINDER -> remainder(Conversion.number(left), Conversion.number(right));
        };
    }

    private static int compare(Value left, Value right) {
        return Conversion.number(left).compareTo(Conversion.number(right));
    }

    private static Value divide(BigDecimal left, BigDecimal right) {
        requireNonZero(right);
        return number(left.divide(right, QUOTIENT));
    }

    private static Value remainder(BigDecimal left, BigDecimal right) {
        requireNonZero(right);
        return number(left.remainder(right));
    }

    private static void requireNonZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new ConversionException("division by zero");
        }
    }

    private static Value number(BigDecimal result) {
        if (result.precision() > LONGEST_NUMBER || Math.abs((long) result.scale()) > LONGEST_NUMBER) {
            throw new ConversionException("the result has more than " + LONGEST_NUMBER + " digits");
        }
        return Value.of(result);
    }
}
