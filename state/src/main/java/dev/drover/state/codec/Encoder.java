package dev.drover.state.codec;

import dev.drover.model.job.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a writer knows while it writes records one after another: texts, fractions and shared records that it has told already and
 * so can tell by their number. {@link Decoder} learns the same in the same order.
 */
public final class Encoder {
    static final int NULL = 0;
    static final int UTF_8 = 1;
    static final int UUID_TEXT = 2;
    static final int AFTER_PREFIX = 3;
    static final int UTF_16 = 4;
    static final int FIRST_NUMBER = 5;

    /** Longer texts hardly come twice and are not kept to be told by number. */
    static final int LONGEST_KEPT = 256;

    /** Shorter common beginnings are not worth the bytes that tell of them. */
    private static final int SHORTEST_PREFIX = 4;

    private static final int UUID_LENGTH = 36;
    private static final Map<String, Integer> WORDS = words();

    final ByteWriter bytes = new ByteWriter();
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<Long, Integer> fractions = new HashMap<>();
    private final Shared jobs;
    private final Shared others = new Shared();
    private final Map<RecordForm, Told> told = new HashMap<>();
    private final boolean inOrder;

    /** The record of a kind that was told last, which the next one is likely to be compared with. */
    private static final class Told {
        private final Object record;
        private final @Nullable Object[] values;

        Told(Object record, @Nullable Object[] values) {
            this.record = record;
            this.values = values;
        }
    }

    Encoder() {
        this(new Shared());
    }

    /**
     * Begins afresh but for jobs.
     *
     * @param jobs those that were told before
     */
    public Encoder(Shared jobs) {
        this(jobs, false);
    }

    private Encoder(Shared jobs, boolean inOrder) {
        this.jobs = jobs;
        this.inOrder = inOrder;
    }

    /** As {@link #Encoder(Shared)}, but equal maps have equal bytes whatever the order of their entries. */
    public static Encoder inOrder(Shared jobs) {
        return new Encoder(jobs, true);
    }

    private static Map<String, Integer> words() {
        Map<String, Integer> words = new HashMap<>();
        List<String> known = FieldNumbers.known().words();
        for (int number = 0; number < known.size(); number++) {
            words.put(known.get(number), number);
        }
        return words;
    }

    /**
     * Writes a record, which may equal the one before it.
     *
     * @param base the one before it, or null for the first
     */
    public void row(Class<?> type, Object row, @Nullable Object base) {
        boolean differs = differ(row, base);
        bytes.octet(differs ? 1 : 0);
        if (differs) {
            write(type, row, base);
        }
    }

    /** The entries in the order in which they are to be told. */
    Map<?, ?> ordered(Map<?, ?> map) {
        return inOrder && map.size() > 1 ? new TreeMap<>(map) : map;
    }

    /** Writes a record as what differs from another of its type. */
    void write(Class<?> type, Object value, @Nullable Object base) {
        Forms.of(type).write(this, value, base);
    }

    public ByteWriter bytes() {
        return bytes;
    }

    static boolean differ(@Nullable Object value, @Nullable Object base) {
        return !Objects.equals(value, base);
    }

    void remember(RecordForm form, Object record, @Nullable Object[] values) {
        told.put(form, new Told(record, values));
    }

    @SuppressWarnings("ReferenceEquality") // the very same one: comparing contents is what this saves
    @Nullable
    Object[] valuesOf(RecordForm form, Object record) {
        Told last = told.get(form);
        return last != null && last.record == record ? last.values : form.values(record);
    }

    Shared shared(Class<?> type) {
        return type == Job.class ? jobs : others;
    }

    void text(@Nullable String text, @Nullable String base) {
        if (text == null) {
            bytes.number(NULL);
            return;
        }
        Integer known = texts.get(text);
        Integer word = known == null ? WORDS.get(text) : null;
        if (known != null) {
            bytes.number(FIRST_NUMBER + 2L * known);
        } else if (word != null) {
            bytes.number(FIRST_NUMBER + 1 + 2L * word);
        } else {
            newText(text, base);
            if (text.length() <= LONGEST_KEPT) {
                texts.put(text, texts.size());
            }
        }
    }

    private void newText(String text, @Nullable String base) {
        UUID id = uuid(text);
        int prefix = base == null || id != null ? 0 : commonPrefix(text, base);
        if (id != null) {
            bytes.number(UUID_TEXT);
            bytes.uuid(id);
        } else if (!wellFormed(text)) {
            bytes.number(UTF_16);
            bytes.utf16(text);
        } else if (prefix >= SHORTEST_PREFIX) {
            bytes.number(AFTER_PREFIX);
            bytes.number(prefix);
            bytes.utf8(text.substring(prefix));
        } else {
            bytes.number(UTF_8);
            bytes.utf8(text);
        }
    }

    /** Does not cut a pair of chars that make one letter. */
    private static int commonPrefix(String text, String base) {
        int most = Math.min(text.length(), base.length());
        int length = 0;
        while (length < most && text.charAt(length) == base.charAt(length)) {
            length++;
        }
        return length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    }

    /** False when a half of a pair stands alone, which UTF-8 has no bytes for. */
    private static boolean wellFormed(String text) {
        for (int place = 0; place < text.length(); place++) {
            char letter = text.charAt(place);
            if (Character.isSurrogate(letter)) {
                boolean pair = place + 1 < text.length() && Character.isSurrogatePair(letter, text.charAt(place + 1));
                if (!pair) {
                    return false;
                }
                place++;
            }
        }
        return true;
    }

    /** The text as 16 bytes, when it is written just as those would be. */
    private static @Nullable UUID uuid(String text) {
        if (text.length() != UUID_LENGTH || text.charAt(8) != '-' || text.charAt(13) != '-') {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int place = 0; place < UUID_LENGTH; place++) {
            char letter = text.charAt(place);
            if (place == 8 || place == 13 || place == 18 || place == 23) {
                if (letter != '-') {
                    return null;
                }
                continue;
            }
            int digit = digit(letter);
            if (digit < 0) {
                return null;
            }
            high = high << 4 | low >>> 60;
            low = low << 4 | digit;
        }
        return new UUID(high, low);
    }

    private static int digit(char letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    void fraction(double value) {
        long raw = Double.doubleToRawLongBits(value);
        Integer known = fractions.get(raw);
        if (known != null) {
            bytes.number(known + 1L);
            return;
        }
        bytes.number(0);
        bytes.fixed(raw);
        fractions.put(raw, fractions.size());
    }
}
