package dev.drover.template.functions;

import dev.drover.template.Call;
import dev.drover.template.FunctionException;
import dev.drover.template.Functions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Adler32;
import org.jspecify.annotations.Nullable;

/** Hashes, base 64 and 32, and addresses. */
final class SprigEncodings {
    static final Functions FUNCTIONS = Functions.builder()
            .add("sha1sum", 1, call -> Digests.hex("SHA-1", call.text(0)))
            .add("sha256sum", 1, call -> Digests.hex("SHA-256", call.text(0)))
            .add("sha512sum", 1, call -> Digests.hex("SHA-512", call.text(0)))
            .add("adler32sum", 1, SprigEncodings::adler)
            .add("b64enc", 1, call -> Bytes.encode(Base64.getEncoder(), call.text(0)))
            .add("b64dec", 1, call -> decoded(() -> Bytes.decode(Base64.getDecoder(), call.text(0))))
            .add("b32enc", 1, call -> Base32.encode(call.text(0)))
            .add("b32dec", 1, call -> decoded(() -> Base32.decode(call.text(0))))
            .add("urlParse", 1, SprigEncodings::urlParse)
            .add("urlJoin", 1, SprigEncodings::urlJoin)
            .build();

    private SprigEncodings() {}

    private static String adler(Call call) {
        Adler32 sum = new Adler32();
        sum.update(call.text(0).getBytes(StandardCharsets.UTF_8));
        return Long.toString(sum.getValue());
    }

    /** What cannot be read gives the reason as its text. */
    private static String decoded(java.util.function.Supplier<String> decoder) {
        try {
            return decoder.get();
        } catch (FunctionException fault) {
            return String.valueOf(fault.getMessage());
        }
    }

    private static Map<String, @Nullable Object> urlParse(Call call) {
        try {
            URI uri = new URI(call.text(0));
            Map<String, @Nullable Object> parts = new LinkedHashMap<>();
            parts.put("scheme", orEmpty(uri.getScheme()));
            String authority = orEmpty(uri.getRawAuthority());
            String user = orEmpty(uri.getRawUserInfo());
            parts.put("host", user.isEmpty() ? authority : authority.substring(user.length() + 1));
            parts.put("hostname", orEmpty(uri.getHost()));
            parts.put("path", orEmpty(uri.getPath()));
            parts.put("query", orEmpty(uri.getRawQuery()));
            parts.put("opaque", uri.isOpaque() ? uri.getRawSchemeSpecificPart() : "");
            parts.put("fragment", orEmpty(uri.getFragment()));
            parts.put("userinfo", user);
            return parts;
        } catch (URISyntaxException fault) {
            throw new FunctionException("unable to parse url: " + fault.getMessage());
        }
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }

    private static String urlJoin(Call call) {
        Map<?, ?> parts = call.map(0);
        String scheme = part(parts, "scheme");
        String user = part(parts, "userinfo");
        String host = part(parts, "host");
        String query = part(parts, "query");
        String fragment = part(parts, "fragment");
        return (scheme.isEmpty() ? "" : scheme + ":")
                + (host.isEmpty() ? part(parts, "opaque") : "//" + (user.isEmpty() ? "" : user + "@") + host)
                + part(parts, "path")
                + (query.isEmpty() ? "" : "?" + query)
                + (fragment.isEmpty() ? "" : "#" + fragment);
    }

    private static String part(Map<?, ?> parts, String name) {
        Object value = parts.get(name);
        return value == null ? "" : Casts.text(value);
    }
}
