package dev.drover.state.codec;

import dev.drover.model.acl.Secret;
import dev.drover.model.wire.Defaults;
import dev.drover.state.command.Blob;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Texts, numbers, booleans and times. */
record ScalarForm<T>(Class<T> type, T empty, Writer<T> writer, Reader<T> reader) implements Form {
    interface Writer<T> {
        void write(Encoder out, T value, T base);
    }

    interface Reader<T> {
        T read(Decoder in, T base);
    }

    private static final ScalarForm<Boolean> BOOLEAN = new ScalarForm<>(
            Boolean.class,
            false,
            (out, value, base) -> out.bytes.octet(value ? 1 : 0),
            (in, base) -> in.bytes.octet() != 0);

    private static final ScalarForm<Integer> INTEGER = new ScalarForm<>(
            Integer.class, 0, (out, value, base) -> out.bytes.signed((long) value - base), (in, base) ->
                    (int) (in.bytes.signed() + base));

    private static final ScalarForm<Long> LONG = new ScalarForm<>(
            Long.class,
            0L,
            (out, value, base) -> out.bytes.signed(value - base),
            (in, base) -> in.bytes.signed() + base);

    private static final ScalarForm<Double> DOUBLE =
            new ScalarForm<>(Double.class, 0.0, (out, value, base) -> out.fraction(value), (in, base) -> in.fraction());

    private static final ScalarForm<Duration> DURATION = new ScalarForm<>(
            Duration.class,
            Duration.ZERO,
            (out, value, base) -> {
                out.bytes.signed(value.getSeconds());
                out.bytes.number(value.getNano());
            },
            (in, base) -> Duration.ofSeconds(in.bytes.signed(), in.bytes.number()));

    private static final ScalarForm<Instant> INSTANT = new ScalarForm<>(
            Instant.class,
            Defaults.NO_TIME,
            (out, value, base) -> {
                out.bytes.signed(value.getEpochSecond() - second(base));
                out.bytes.number(value.getNano());
            },
            (in, base) -> Instant.ofEpochSecond(in.bytes.signed() + second(base), in.bytes.number()));

    private static final ScalarForm<OptionalLong> OPTIONAL_LONG = new ScalarForm<>(
            OptionalLong.class,
            OptionalLong.empty(),
            (out, value, base) -> {
                out.bytes.octet(value.isPresent() ? 1 : 0);
                value.ifPresent(out.bytes::signed);
            },
            (in, base) -> in.bytes.octet() == 0 ? OptionalLong.empty() : OptionalLong.of(in.bytes.signed()));

    /** The log and snapshots have to know secrets; nothing else that is written does. */
    private static final ScalarForm<Secret> SECRET = new ScalarForm<>(
            Secret.class,
            Secret.NONE,
            (out, value, base) -> out.text(value.reveal(), null),
            (in, base) -> Secret.of(String.valueOf(in.text(null))));

    static final Map<Class<?>, Form> ALL = Map.ofEntries(
            Map.entry(String.class, new TextForm()),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(int.class, INTEGER),
            Map.entry(Integer.class, INTEGER),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(Duration.class, DURATION),
            Map.entry(Instant.class, INSTANT),
            Map.entry(OptionalLong.class, OPTIONAL_LONG),
            Map.entry(Secret.class, SECRET),
            Map.entry(Blob.class, new BlobForm()));

    /** Differences are taken from 1970 when there is no time to take them from. */
    private static long second(Instant base) {
        return base.equals(Defaults.NO_TIME) ? 0 : base.getEpochSecond();
    }

    @Override
    public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
        writer.write(out, type.cast(Objects.requireNonNull(value)), base == null ? empty : type.cast(base));
    }

    @Override
    public Object read(Decoder in, @Nullable Object base) {
        return Objects.requireNonNull(reader.read(in, base == null ? empty : type.cast(base)));
    }

    @Override
    public Object absent() {
        return empty;
    }

    private record TextForm() implements Form {
        @Override
        public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
            out.text((String) value, (String) base);
        }

        @Override
        public @Nullable Object read(Decoder in, @Nullable Object base) {
            return in.text((String) base);
        }

        @Override
        public Object absent() {
            return "";
        }
    }

    private record BlobForm() implements Form {
        @Override
        public void write(Encoder out, @Nullable Object value, @Nullable Object base) {
            byte[] blob = ((Blob) Objects.requireNonNull(value)).toByteArray();
            out.bytes.number(blob.length);
            out.bytes.write(blob, 0, blob.length);
        }

        @Override
        public Object read(Decoder in, @Nullable Object base) {
            return Blob.of(in.bytes.blob());
        }
    }
}
