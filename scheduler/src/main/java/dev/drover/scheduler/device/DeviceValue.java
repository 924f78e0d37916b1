package dev.drover.scheduler.device;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.drover.model.node.DeviceAttribute;
import java.math.BigDecimal;
import java.util.OptionalInt;

/** One side of a condition on a device. Numbers carry their unit, so that 11 GiB and 11264 MiB are the same. */
sealed interface DeviceValue {
    /** How it reads, without a unit if it comes from a device. */
    String text();

    record Text(String text) implements DeviceValue {}

    record Truth(boolean value) implements DeviceValue {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    record Amount(String text, BigDecimal inBaseUnit, Unit.Dimension dimension) implements DeviceValue {}

    /** As a job writes it: {@code true}, {@code 2.5 GHz}, {@code 8GiB}, {@code 3}, or else plain text. */
    static DeviceValue parse(String text) {
        String trimmed = text.strip();
        if (trimmed.equalsIgnoreCase("true") || trimmed.equalsIgnoreCase("false")) {
            return new Truth(trimmed.equalsIgnoreCase("true"));
        }
        Matcher matcher = Numbers.WITH_UNIT.matcher(trimmed);
        if (!matcher.matches()) {
            return new Text(text);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return Unit.of(matcher.group(2))
                .<DeviceValue>map(unit -> new Amount(trimmed, unit.inBase(number), unit.dimension()))
                .orElseGet(() -> new Text(text));
    }

    /** As a node tells it; a unit that nobody knows makes a text of the number. */
    static DeviceValue of(DeviceAttribute attribute) {
        if (attribute.boolValue() != null) {
            return new Truth(attribute.boolValue());
        }
        if (attribute.intValue() != null) {
            return amount(BigDecimal.valueOf(attribute.intValue()), attribute.unit());
        }
        if (attribute.floatValue() != null && Double.isFinite(attribute.floatValue())) {
            return amount(BigDecimal.valueOf(attribute.floatValue()), attribute.unit());
        }
        return new Text(attribute.stringValue());
    }

    private static DeviceValue amount(BigDecimal number, String symbol) {
        String text = number.stripTrailingZeros().toPlainString();
        return Unit.of(symbol)
                .<DeviceValue>map(unit -> new Amount(text, unit.inBase(number), unit.dimension()))
                .orElseGet(() -> new Text(text + " " + symbol));
    }

    /** Which one is more; empty when they cannot be compared. */
    default OptionalInt compare(DeviceValue other) {
        return switch (this) {
            case Text(String text) ->
                other instanceof Text(String with) ? OptionalInt.of(text.compareTo(with)) : OptionalInt.empty();
            case Truth truth -> OptionalInt.empty();
            case Amount(String text, BigDecimal amount, Unit.Dimension dimension) ->
                other instanceof Amount with && with.dimension() == dimension
                        ? OptionalInt.of(amount.compareTo(with.inBaseUnit()))
                        : OptionalInt.empty();
        };
    }

    /** A model called 1080 is a text and still equals what a job writes without quotes of its own. */
    default boolean same(DeviceValue other) {
        if (this instanceof Text || other instanceof Text) {
            return text().equals(other.text());
        }
        if (this instanceof Truth(boolean mine) && other instanceof Truth(boolean theirs)) {
            return mine == theirs;
        }
        OptionalInt comparison = compare(other);
        return comparison.isPresent() && comparison.getAsInt() == 0;
    }

    /** Keeps the pattern out of the public face of the interface; numbers are short, so that no job can make the sums expensive. */
    final class Numbers {
        private static final Pattern WITH_UNIT =
                Pattern.compile("([+-]?[0-9]{1,30}(?:\\.[0-9]{1,30})?) *([A-Za-z/]{0,5})");

        private Numbers() {}
    }
}
