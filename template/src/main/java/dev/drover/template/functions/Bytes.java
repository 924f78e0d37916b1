package dev.drover.template.functions;

import dev.drover.template.FunctionException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts as bytes in base 64 and back. */
final class Bytes {
    private Bytes() {}

    static String encode(Base64.Encoder encoder, String text) {
        return encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String decode(Base64.Decoder decoder, String text) {
        try {
            String joined = text.replace("\n", "").replace("\r", "");
            if (joined.length() % 4 != 0) {
                throw new FunctionException("illegal base64 data: the padding is missing");
            }
            return new String(decoder.decode(joined), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException fault) {
            throw new FunctionException("illegal base64 data: " + fault.getMessage());
        }
    }
}
