package dev.drover.artifact;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The headers with which an object store answers: a signature by AWS's version 4 over the request, as the documentation of S3 describes it. Without keys
 * there are none, and what is public is answered all the same.
 */
final class S3Fetch {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String NO_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern REGION =
            Pattern.compile("(?:.+\\.)?s3[.-]([a-z]{2}(?:-[a-z]+)+-[0-9])\\.amazonaws\\.com(?:\\.cn)?");

    private S3Fetch() {}

    /** The address of the object, with the version that is wanted. */
    static URI address(Source source) {
        String version = source.option("version");
        String query = version.isEmpty() ? "" : "?versionId=" + encoded(version, true);
        return URI.create(source.uri().toString().replaceFirst("\\?.*", "") + query);
    }

    /**
     * Headers that prove who asks.
     *
     * @param environment where keys are looked for when the options have none
     */
    static Map<String, String> headers(Source source, Map<String, String> environment, Instant now) {
        String id = first(source.option("aws_access_key_id"), environment.get("AWS_ACCESS_KEY_ID"));
        String secret = first(source.option("aws_access_key_secret"), environment.get("AWS_SECRET_ACCESS_KEY"));
        String token = first(source.option("aws_access_token"), environment.get("AWS_SESSION_TOKEN"));
        if (id.isEmpty() || secret.isEmpty()) {
            return Map.of();
        }
        URI uri = address(source);
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
        headers.put("x-amz-content-sha256", NO_BODY);
        headers.put("x-amz-date", TIME.format(now));
        if (!token.isEmpty()) {
            headers.put("x-amz-security-token", token);
        }
        String scope = TIME.format(now).substring(0, 8) + "/" + region(source, uri) + "/s3/aws4_request";
        headers.put(
                "Authorization",
                ALGORITHM + " Credential=" + id + "/" + scope + ", SignedHeaders=" + String.join(";", headers.keySet())
                        + ", Signature=" + signature(uri, headers, scope, secret));
        headers.remove("host");
        return headers;
    }

    private static String first(String given, @Nullable String otherwise) {
        return !given.isEmpty() || otherwise == null ? given : otherwise;
    }

    private static String region(Source source, URI uri) {
        Matcher host = REGION.matcher(String.valueOf(uri.getHost()));
        String known = host.matches() ? host.group(1) : "us-east-1";
        return first(source.option("region"), known);
    }

    private static String signature(URI uri, SortedMap<String, String> headers, String scope, String secret) {
        StringBuilder request = new StringBuilder("GET\n")
                .append(encoded(uri.getPath().isEmpty() ? "/" : uri.getPath(), false))
                .append('\n')
                .append(uri.getRawQuery() == null ? "" : uri.getRawQuery())
                .append('\n');
        headers.forEach(
                (name, value) -> request.append(name).append(':').append(value).append('\n'));
        request.append('\n')
                .append(String.join(";", headers.keySet()))
                .append('\n')
                .append(NO_BODY);
        String text = ALGORITHM + "\n" + headers.get("x-amz-date") + "\n" + scope + "\n" + hash(request.toString());
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = mac(key, part);
        }
        return HexFormat.of().formatHex(mac(key, text));
    }

    private static String encoded(String text, boolean slashes) {
        StringBuilder out = new StringBuilder();
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) Byte.toUnsignedInt(next);
            boolean plain = letter < 0x80 && (Character.isLetterOrDigit(letter) || "-_.~".indexOf(letter) >= 0);
            if (plain || (letter == '/' && !slashes)) {
                out.append(letter);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(next));
            }
        }
        return out.toString();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("every JDK has SHA-256", fault);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("every JDK has HmacSHA256", fault);
        }
    }
}
