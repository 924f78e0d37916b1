package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;

/** Sums of whole numbers, and with an f at the end of their names of floating ones. */
final class SprigNumbers {
    static final Functions FUNCTIONS = Functions.builder()
            .add("atoi", 1, call -> call.text(0).matches("[-+]?[0-9]+") ? Casts.whole(decimal(call.text(0))) : 0L)
            .add("int", 1, call -> Casts.whole(call.value(0)))
            .add("int64", 1, call -> Casts.whole(call.value(0)))
            .add("float64", 1, call -> Casts.number(call.value(0)))
            .add("toDecimal", 1, SprigNumbers::toDecimal)
            .add("add1", 1, call -> Casts.whole(call.value(0)) + 1)
            .add("add", 0, Functions.ANY, call -> whole(call, 0, Long::sum))
            .add("sub", 2, call -> Casts.whole(call.value(0)) - Casts.whole(call.value(1)))
            .add("div", 2, call -> NumberFunctions.divided(Casts.whole(call.value(0)), Casts.whole(call.value(1))))
            .add("mod", 2, call -> NumberFunctions.remainder(Casts.whole(call.value(0)), Casts.whole(call.value(1))))
            .add("mul", 1, Functions.ANY, call -> whole(call, 1, (a, b) -> a * b))
            .add("max", 1, Functions.ANY, call -> whole(call, Long.MIN_VALUE, Math::max))
            .add("biggest", 1, Functions.ANY, call -> whole(call, Long.MIN_VALUE, Math::max))
            .add("min", 1, Functions.ANY, call -> whole(call, Long.MAX_VALUE, Math::min))
            .add("add1f", 1, call -> decimal(call, 0).add(BigDecimal.ONE).doubleValue())
            .add("addf", 1, Functions.ANY, call -> floating(call, BigDecimal::add))
            .add("subf", 1, Functions.ANY, call -> floating(call, BigDecimal::subtract))
            .add("mulf", 1, Functions.ANY, call -> floating(call, BigDecimal::multiply))
            .add("divf", 1, Functions.ANY, call -> floating(call, SprigNumbers::quotient))
            .add("maxf", 1, Functions.ANY, call -> floating(call, BigDecimal::max))
            .add("minf", 1, Functions.ANY, call -> floating(call, BigDecimal::min))
            .add("ceil", 1, call -> Math.ceil(Casts.number(call.value(0))))
            .add("floor", 1, call -> Math.floor(Casts.number(call.value(0))))
            .add("round", 2, 3, SprigNumbers::round)
            .add("until", 1, call -> range(call, 0, call.whole(0), call.whole(0) < 0 ? -1 : 1))
            .add("untilStep", 3, call -> range(call, call.whole(0), call.whole(1), call.whole(2)))
            .add("seq", 0, 3, SprigNumbers::sequence)
            .build();

    private SprigNumbers() {}

    private static String decimal(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = (signed ? text.substring(1) : text).replaceFirst("^0+(?=.)", "");
        return text.startsWith("-") ? "-" + digits : digits;
    }

    /** Reads a number written in octal. */
    private static long toDecimal(Call call) {
        try {
            return Long.parseLong(Casts.text(call.value(0)), 8);
        } catch (NumberFormatException notOctal) {
            return 0;
        }
    }

    private static long whole(Call call, long start, LongBinaryOperator operator) {
        return call.arguments().stream().mapToLong(Casts::whole).reduce(start, operator);
    }

    private static BigDecimal decimal(Call call, int index) {
        double number = Casts.number(call.value(index));
        if (!Double.isFinite(number)) {
            throw new FunctionException("argument " + (index + 1) + " is not finite");
        }
        return BigDecimal.valueOf(number);
    }

    private static double floating(Call call, BinaryOperator<BigDecimal> operator) {
        BigDecimal result = decimal(call, 0);
        for (int i = 1; i < call.size(); i++) {
            result = operator.apply(result, decimal(call, i)).round(MathContext.DECIMAL128);
        }
        return result.doubleValue();
    }

    private static BigDecimal quotient(BigDecimal first, BigDecimal second) {
        if (second.signum() == 0) {
            throw new FunctionException("division by zero");
        }
        return first.divide(second, MathContext.DECIMAL128);
    }

    /** To a number of digits; up from a half, or from what the third argument says. */
    private static double round(Call call) {
        double value = Casts.number(call.value(0));
        double from = call.size() > 2 ? Casts.number(call.value(2)) : 0.5;
        double power = Math.pow(10, call.small(1));
        double digits = power * value;
        double fraction = digits % 1;
        double rounded = fraction >= from ? Math.ceil(digits) : Math.floor(digits);
        return rounded / power;
    }

    private static List<Long> range(Call call, long from, long to, long step) {
        List<Long> numbers = new ArrayList<>();
        if (step == 0 || (to < from) != (step < 0)) {
            return numbers;
        }
        if (Math.abs((to - from) / step) > call.rendering().limits().items()) {
            throw new FunctionException(
                    "a list may have " + call.rendering().limits().items() + " elements at most");
        }
        for (long number = from; step > 0 ? number < to : number > to; number += step) {
            numbers.add(number);
        }
        return numbers;
    }

    /** As the program seq: the last number belongs to it. */
    private static String sequence(Call call) {
        if (call.size() == 0) {
            return "";
        }
        long from = call.size() == 1 ? 1 : call.whole(0);
        long to = call.whole(call.size() - 1);
        long step = call.size() == 3 ? call.whole(1) : to < from ? -1 : 1;
        if (step == 0 || (call.size() == 3 && (to < from) != (step < 0))) {
            return "";
        }
        return range(call, from, to + (step < 0 ? -1 : 1), step).stream()
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }
}
