package dev.drover.template.functions;

import dev.drover.template.FunctionException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Base 32 of RFC 4648, which the JDK does not have. */
final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        int bits = 0;
        int count = 0;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            bits = (bits << 8 | Byte.toUnsignedInt(next)) & 0xFFFF;
            count += 8;
            while (count >= 5) {
                count -= 5;
                out.append(ALPHABET.charAt(bits >> count & 31));
            }
        }
        if (count > 0) {
            out.append(ALPHABET.charAt(bits << (5 - count) & 31));
        }
        return out.repeat("=", (8 - out.length() % 8) % 8).toString();
    }

    static String decode(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int bits = 0;
        int count = 0;
        for (char letter : text.replaceFirst("=+$", "").toCharArray()) {
            int value = ALPHABET.indexOf(letter);
            if (value < 0 || text.length() % 8 != 0) {
                throw new FunctionException("illegal base32 data");
            }
            bits = (bits << 5 | value) & 0xFFFF;
            count += 5;
            if (count >= 8) {
                count -= 8;
                out.write(bits >> count);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
