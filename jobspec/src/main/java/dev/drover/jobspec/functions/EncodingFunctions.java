package dev.drover.jobspec.functions;

import dev.drover.jobspec.value.JsonValues;
import dev.drover.jobspec.value.Value;
import dev.drover.model.wire.WireException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Functions that write values as text of other formats, and read them back. */
final class EncodingFunctions {
    private EncodingFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("base64encode(string)", a -> Value.of(base64(a.text(0).getBytes(StandardCharsets.UTF_8))));
        catalog.define("base64decode(string)", EncodingFunctions::base64Decode);
        catalog.define("urlencode(string)", a -> Value.of(urlEncode(a.text(0))));
        catalog.define("jsonencode(value)", a -> Value.of(JsonText.encode(a.any(0))));
        catalog.define("jsondecode(string)", EncodingFunctions::jsonDecode);
        catalog.define("yamlencode(value)", a -> Value.of(YamlText.encode(a.any(0))));
        catalog.define("yamldecode(string)", a -> new YamlParser(why -> a.fault(0, why)).parse(a.text(0)));
        catalog.define("csvdecode(string)", a -> new CsvParser(a.text(0), why -> a.fault(0, why)).parse());
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Value base64Decode(Arguments arguments) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(arguments.text(0));
        } catch (IllegalArgumentException fault) {
            throw arguments.fault(0, "is not base64: " + fault.getMessage());
        }
        return Value.of(utf8(bytes).orElseThrow(() -> arguments.fault(0, "holds bytes that are not UTF-8 text")));
    }

    private static Value jsonDecode(Arguments arguments) {
        try {
            return JsonValues.parse(arguments.text(0));
        } catch (WireException fault) {
            throw arguments.fault(0, "is not JSON: " + fault.getMessage());
        }
    }

    /** The text of bytes, unless they are not UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException fault) {
            return Optional.empty();
        }
    }

    /** As in a query: a blank becomes a plus; letters, digits and {@code - _ . ~} stay. */
    private static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
