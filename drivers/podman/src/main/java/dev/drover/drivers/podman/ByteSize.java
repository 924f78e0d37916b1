package dev.drover.drivers.podman;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 512m}, {@code 1g}, {@code 1048576}. */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})([bkmgt]?)(i?b)?");
    private static final int KIBI_BITS = 10;

    private ByteSize() {}

    static OptionalLong parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int power = Math.max(0, "bkmgt".indexOf(matcher.group(2)));
        int bits = matcher.group(2).isEmpty() ? 0 : power * KIBI_BITS;
        long number = Long.parseLong(matcher.group(1));
        return number > Long.MAX_VALUE >> bits ? OptionalLong.empty() : OptionalLong.of(number << bits);
    }
}
