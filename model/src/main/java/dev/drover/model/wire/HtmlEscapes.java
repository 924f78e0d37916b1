package dev.drover.model.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/** The characters that could end a script inside HTML go out as escapes, as do all control characters but the common three. */
final class HtmlEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] ascii = standardAsciiEscapesForJSON();

    HtmlEscapes() {
        for (char character : "<>&\b\f".toCharArray()) {
            ascii[character] = ESCAPE_STANDARD;
        }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        boolean endsLine = character == '\u2028' || character == '\u2029';
        return endsLine ? new SerializedString("\\u%04x".formatted(character)) : null;
    }
}
