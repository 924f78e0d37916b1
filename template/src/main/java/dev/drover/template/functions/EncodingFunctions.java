package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import dev.drover.template.syntax.Numbers;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Texts into values and back. */
final class EncodingFunctions {
    static final Functions FUNCTIONS = Functions.builder()
            .add("base64Decode", 1, call -> Bytes.decode(Base64.getDecoder(), call.text(0)))
            .add("base64Encode", 1, call -> Bytes.encode(Base64.getEncoder(), call.text(0)))
            .add("base64URLDecode", 1, call -> Bytes.decode(Base64.getUrlDecoder(), call.text(0)))
            .add("base64URLEncode", 1, call -> Bytes.encode(Base64.getUrlEncoder(), call.text(0)))
            .add("md5sum", 1, call -> Digests.hex("MD5", call.text(0)))
            .add("sha256Hex", 1, call -> Digests.hex("SHA-256", call.text(0)))
            .add("hmacSHA256Hex", 2, call -> Digests.hmacSha256(call.text(0), call.text(1)))
            .add("parseBool", 1, EncodingFunctions::parseBool)
            .add("parseFloat", 1, EncodingFunctions::parseFloat)
            .add("parseInt", 1, call -> parseWhole(call, true))
            .add("parseUint", 1, call -> parseWhole(call, false))
            .add("parseJSON", 1, call -> parse(call, JsonText::parse))
            .add("parseYAML", 1, call -> parse(call, YamlText::parse))
            .add("toJSON", 1, call -> JsonWriter.compact(call.value(0), true))
            .add("toJSONPretty", 1, call -> JsonWriter.pretty(call.value(0), true))
            .add("toUnescapedJSON", 1, call -> JsonWriter.compact(call.value(0), false))
            .add("toUnescapedJSONPretty", 1, call -> JsonWriter.pretty(call.value(0), false))
            .add("toYAML", 1, call -> YamlText.write(call.value(0)))
            .add("toTOML", 1, call -> TomlText.write(call.value(0)))
            .build();

    private EncodingFunctions() {}

    private static @Nullable Object parse(Call call, Function<String, @Nullable Object> parser) {
        return call.text(0).isEmpty() ? Map.of() : parser.apply(call.text(0));
    }

    private static boolean parseBool(Call call) {
        return switch (call.text(0)) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "", "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new FunctionException("\"" + call.text(0) + "\" is no truth value");
        };
    }

    private static double parseFloat(Call call) {
        String text = call.text(0);
        try {
            return text.isEmpty() || !text.equals(text.strip()) || text.matches(".*[dDfF]")
                    ? Double.parseDouble(text.isEmpty() ? "0" : "x")
                    : Double.parseDouble(text);
        } catch (NumberFormatException fault) {
            throw new FunctionException("\"" + text + "\" is no number");
        }
    }

    private static Object parseWhole(Call call, boolean signed) {
        String text = call.text(0);
        boolean negative = signed && text.startsWith("-");
        String digits = signed && (negative || text.startsWith("+")) ? text.substring(1) : text;
        BigInteger value = text.isEmpty()
                ? BigInteger.ZERO
                : Numbers.whole(digits.matches("[0-9]+") ? digits.replaceFirst("^0+(?=.)", "") : "-")
                        .orElseThrow(() -> new FunctionException("\"" + text + "\" is no whole number"));
        BigInteger result = negative ? value.negate() : value;
        if (result.bitLength() > (signed ? 63 : 64)) {
            throw new FunctionException("\"" + text + "\" is too large for 64 bits");
        }
        return result.bitLength() <= 63 ? (Object) result.longValue() : result;
    }
}
