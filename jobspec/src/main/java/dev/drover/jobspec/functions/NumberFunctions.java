package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;

/** Functions of numbers. */
final class NumberFunctions {
    private static final int MAX_DIGITS = 1_000;

    private NumberFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("abs(number)", a -> Value.of(a.number(0).abs()));
        catalog.define("ceil(number)", a -> Value.of(a.number(0).setScale(0, RoundingMode.CEILING)));
        catalog.define("floor(number)", a -> Value.of(a.number(0).setScale(0, RoundingMode.FLOOR)));
        catalog.define("signum(number)", a -> Value.of(a.number(0).signum()));
        catalog.define("max(numbers...)", a -> extreme(a, BigDecimal::max));
        catalog.define("min(numbers...)", a -> extreme(a, BigDecimal::min));
        catalog.define("log(number, base)", NumberFunctions::log);
        catalog.define("pow(number, power)", NumberFunctions::pow);
        catalog.define("parseint(string, base)", NumberFunctions::parseInt);
    }

    private static Value extreme(Arguments arguments, BinaryOperator<BigDecimal> choose) {
        if (arguments.size() == 0) {
            throw arguments.fault(0, "is missing; at least one number is needed");
        }
        BigDecimal found = arguments.number(0);
        for (int index = 1; index < arguments.size(); index++) {
            found = choose.apply(found, arguments.number(index));
        }
        return Value.of(found);
    }

    private static Value log(Arguments arguments) {
        double number = arguments.number(0).doubleValue();
        double base = arguments.number(1).doubleValue();
        if (number <= 0) {
            throw arguments.fault(0, "must be greater than 0");
        }
        if (base <= 0 || base == 1) {
            throw arguments.fault(1, "must be greater than 0 and other than 1");
        }
        return finite(arguments, Math.log(number) / Math.log(base));
    }

    /** Exact for whole powers as long as the digits stay few, else to the precision of a double. */
    private static Value pow(Arguments arguments) {
        BigDecimal number = arguments.number(0);
        BigDecimal power = arguments.number(1);
        boolean whole = power.signum() >= 0 && power.stripTrailingZeros().scale() <= 0;
        boolean fewDigits = power.compareTo(BigDecimal.valueOf(MAX_DIGITS)) <= 0
                && (long) number.precision() * power.intValue() <= MAX_DIGITS;
        if (whole && fewDigits) {
            return Value.of(number.pow(power.intValueExact()));
        }
        return finite(arguments, Math.pow(number.doubleValue(), power.doubleValue()));
    }

    private static Value finite(Arguments arguments, double result) {
        if (!Double.isFinite(result)) {
            throw arguments.fault(1, "leads to a result that is not a finite number");
        }
        return Value.of(BigDecimal.valueOf(result));
    }

    private static Value parseInt(Arguments arguments) {
        String text = arguments.text(0);
        int base = arguments.whole(1);
        if (base < 2 || base > 62) {
            throw arguments.fault(1, "must be between 2 and 62");
        }
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            throw arguments.fault(0, "must have 1 to " + MAX_DIGITS + " digits");
        }
        BigInteger result = BigInteger.ZERO;
        for (int index = 0; index < digits.length(); index++) {
            int digit = digit(digits.charAt(index), base);
            if (digit < 0 || digit >= base) {
                throw arguments.fault(0, "has '" + digits.charAt(index) + "', which is no digit in base " + base);
            }
            result = result.multiply(BigInteger.valueOf(base)).add(BigInteger.valueOf(digit));
        }
        return Value.of(new BigDecimal(negative ? result.negate() : result));
    }

    /** Up to base 36 letters count alike in both cases; above, capitals follow after the small letters. */
    private static int digit(char character, int base) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        if (character >= 'a' && character <= 'z') {
            return character - 'a' + 10;
        }
        if (character >= 'A' && character <= 'Z') {
            return character - 'A' + (base <= 36 ? 10 : 36);
        }
        return -1;
    }
}
