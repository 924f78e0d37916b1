package dev.drover.state.codec;

import dev.drover.model.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what an {@link Encoder} wrote; what was told by its number becomes one and the same object. */
public final class Decoder {
    final ByteReader bytes;
    private final List<String> texts = new ArrayList<>();
    private final List<Double> fractions = new ArrayList<>();
    private final Shared jobs;
    private final Shared others = new Shared();

    Decoder(ByteReader bytes) {
        this(bytes, new Shared());
    }

    /**
     * Begins afresh but for jobs.
     *
     * @param jobs those that were told before
     */
    public Decoder(ByteReader bytes, Shared jobs) {
        this.bytes = bytes;
        this.jobs = jobs;
    }

    /**
     * Reads a record that {@link Encoder#row} wrote.
     *
     * @param base the one before it, or null for the first
     * @throws UnreadableException when the bytes are no such record
     */
    public <R> R row(Class<R> type, @Nullable R base) {
        boolean differs = bytes.octet() != 0;
        return type.cast(Objects.requireNonNull(differs ? read(type, base) : base, "a first row without content"));
    }

    /**
     * Reads a record.
     *
     * @param base the one that it was told as a difference from
     * @throws UnreadableException when the bytes are no such record
     */
    @Nullable
    Object read(Class<?> type, @Nullable Object base) {
        try {
            return Forms.of(type).read(this, base);
        } catch (UnreadableException refused) {
            throw refused;
        } catch (RuntimeException fault) {
            // Damage that the form of the bytes does not show fails where the values are put to use, in whatever way.
            throw new UnreadableException("the bytes make no " + type.getSimpleName() + ": " + fault, fault);
        }
    }

    Shared shared(Class<?> type) {
        return type == Job.class ? jobs : others;
    }

    @Nullable
    String text(@Nullable String base) {
        long code = bytes.number();
        if (code == Encoder.NULL) {
            return null;
        }
        if (code >= Encoder.FIRST_NUMBER) {
            long number = code - Encoder.FIRST_NUMBER;
            return number % 2 == 0 ? known(number / 2) : word(number / 2);
        }
        String text = newText(code, base);
        if (text.length() <= Encoder.LONGEST_KEPT) {
            texts.add(text);
        }
        return text;
    }

    private String newText(long code, @Nullable String base) {
        if (code == Encoder.UUID_TEXT) {
            return bytes.uuid().toString();
        }
        if (code == Encoder.UTF_8) {
            return bytes.utf8();
        }
        if (code == Encoder.UTF_16) {
            return bytes.utf16();
        }
        long prefix = bytes.number();
        if (base == null || prefix < 0 || prefix > base.length()) {
            throw new UnreadableException("a text begins with " + prefix + " letters of one that has fewer");
        }
        return base.substring(0, (int) prefix) + bytes.utf8();
    }

    private String known(long number) {
        if (number < 0 || number >= texts.size()) {
            throw new UnreadableException("the bytes refer to text " + number + " of " + texts.size());
        }
        return texts.get((int) number);
    }

    private static String word(long number) {
        List<String> words = FieldNumbers.known().words();
        if (number < 0 || number >= words.size()) {
            throw new UnknownCommandException("a word of number " + number);
        }
        return words.get((int) number);
    }

    double fraction() {
        long code = bytes.number();
        if (code == 0) {
            double value = Double.longBitsToDouble(bytes.fixed());
            fractions.add(value);
            return value;
        }
        if (code < 0 || code > fractions.size()) {
            throw new UnreadableException("the bytes refer to fraction " + code + " of " + fractions.size());
        }
        return fractions.get((int) code - 1);
    }
}
