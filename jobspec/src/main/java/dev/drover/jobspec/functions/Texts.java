package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.Value;
import java.math.BigDecimal;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Text as the language sees it: what converts to it, in which order it sorts, and what counts as one character. */
final class Texts {
    /** Order of Unicode code points, which for well-formed text is the order of the UTF-8 bytes. */
    static final Comparator<String> ORDER = Texts::compare;

    /** More digits than this are written with an exponent, so that 1e999999999 does not fill the memory. */
    private static final int MAX_PLAIN_DIGITS = 1_000;

    private Texts() {}

    /** The text that strings, numbers and booleans convert to. */
    static Optional<String> of(Value value) {
        return switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Num number -> Optional.of(ofNumber(number.value()));
            case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Value.Null n -> Optional.empty();
            case Value.Sequence s -> Optional.empty();
            case Value.Mapping m -> Optional.empty();
        };
    }

    static String ofNumber(BigDecimal number) {
        return Math.abs((long) number.scale()) > MAX_PLAIN_DIGITS ? number.toString() : number.toPlainString();
    }

    /** What a reader takes for one character each: grapheme clusters. */
    static List<String> characters(String text) {
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        List<String> characters = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            characters.add(text.substring(start, end));
            start = end;
        }
        return characters;
    }

    private static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int index = 0; index < length; index++) {
            char a = left.charAt(index);
            char b = right.charAt(index);
            if (a != b) {
                boolean bothOrNone = Character.isSurrogate(a) == Character.isSurrogate(b);
                return bothOrNone ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
