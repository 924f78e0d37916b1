package dev.drover.model.wire;

import dev.drover.model.acl.Secret;
import dev.drover.model.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** Texts, numbers, booleans, durations (nanoseconds) and times (RFC 3339). */
record ScalarCodec<T>(
        Class<T> type, Function<JsonReader, T> reader, BiConsumer<JsonGenerator, T> writer, Predicate<T> empty)
        implements Codec {

    private static final ScalarCodec<Boolean> BOOLEAN =
            new ScalarCodec<>(Boolean.class, JsonReader::readBoolean, JsonGenerator::writeBoolean, value -> !value);
    private static final ScalarCodec<Integer> INTEGER =
            new ScalarCodec<>(Integer.class, JsonReader::readInt, JsonGenerator::writeNumber, value -> value == 0);
    private static final ScalarCodec<Long> LONG =
            new ScalarCodec<>(Long.class, JsonReader::readLong, JsonGenerator::writeNumber, value -> value == 0);
    private static final ScalarCodec<Double> DOUBLE =
            new ScalarCodec<>(Double.class, JsonReader::readDouble, JsonGenerator::writeNumber, value -> value == 0);

    /** Durations as texts; what older clients send as nanoseconds is read too. */
    static final ScalarCodec<Duration> DURATION_TEXT = new ScalarCodec<>(
            Duration.class,
            ScalarCodec::durationText,
            (writer, value) -> writer.writeString(Durations.format(value)),
            Duration::isZero);

    static final Map<Class<?>, ScalarCodec<?>> ALL = Map.ofEntries(
            Map.entry(
                    String.class,
                    new ScalarCodec<>(String.class, JsonReader::readText, JsonGenerator::writeString, String::isEmpty)),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(int.class, INTEGER),
            Map.entry(Integer.class, INTEGER),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(
                    Duration.class,
                    new ScalarCodec<>(
                            Duration.class,
                            reader -> Duration.ofNanos(reader.readLong()),
                            (writer, value) -> writer.writeNumber(value.toNanos()),
                            Duration::isZero)),
            Map.entry(
                    Secret.class,
                    new ScalarCodec<>(
                            Secret.class,
                            reader -> Secret.of(reader.readText()),
                            (writer, value) -> writer.writeString(value.serialised()),
                            Secret::isEmpty)),
            Map.entry(
                    Instant.class,
                    new ScalarCodec<>(
                            Instant.class,
                            reader -> instant(reader.readText()),
                            (writer, value) -> writer.writeString(TimeText.format(value)),
                            Defaults.NO_TIME::equals)));

    private static Duration durationText(JsonReader reader) {
        if (reader.token() != JsonToken.VALUE_STRING) {
            return Duration.ofNanos(reader.readLong());
        }
        String text = reader.readText();
        try {
            return text.isEmpty() ? Duration.ZERO : Durations.parse(text);
        } catch (IllegalArgumentException fault) {
            throw reader.fault(String.valueOf(fault.getMessage()));
        }
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() ? Defaults.NO_TIME : TimeText.parse(text);
        } catch (DateTimeParseException fault) {
            throw new WireException("\"" + text + "\" is not a time such as 2026-01-31T12:00:00Z", fault);
        }
    }

    @Override
    public Object read(JsonReader json) {
        return reader.apply(json);
    }

    @Override
    public void write(JsonGenerator json, Object value, Style style) {
        writer.accept(json, type.cast(value));
    }

    @Override
    public boolean isEmpty(Object value) {
        return empty.test(type.cast(value));
    }
}
