package dev.drover.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file must hash to.
 *
 * @param algorithm as Java names it
 * @param value in hexadecimal, small letters
 */
record Checksum(String algorithm, String value) {
    private static final Map<String, String> ALGORITHMS =
            Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");
    private static final Map<Integer, String> BY_LENGTH = Map.of(32, "MD5", 40, "SHA-1", 64, "SHA-256", 128, "SHA-512");
    private static final Pattern COREUTILS = Pattern.compile("([0-9a-fA-F]{32,128})(?:\\s+\\*?(.+))?");
    private static final Pattern BSD = Pattern.compile("[A-Z0-9]+ \\((.+)\\) = ([0-9a-fA-F]+)");

    /** Reads {@code type:value}, or a value whose length tells its type. */
    static Checksum parse(String text) throws ArtifactException {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1).toLowerCase(Locale.ROOT);
        String algorithm = colon < 0
                ? BY_LENGTH.get(value.length())
                : ALGORITHMS.get(text.substring(0, colon).toLowerCase(Locale.ROOT));
        if (algorithm == null) {
            throw ArtifactException.wrong(
                    "checksum \"" + text + "\" is of no known type; use md5, sha1, sha256 or sha512");
        }
        if (!algorithm.equals(BY_LENGTH.get(value.length())) || !value.matches("[0-9a-f]+")) {
            throw ArtifactException.wrong("checksum \"" + text + "\" is no " + algorithm + " in hexadecimal");
        }
        return new Checksum(algorithm, value);
    }

    /** Finds the checksum of a file in a list as the usual programs write it; a list of one without a name is for any file. */
    static Checksum inList(String list, String name) throws ArtifactException {
        Optional<String> only = Optional.empty();
        for (String line : list.lines().map(String::strip).toList()) {
            Matcher bsd = BSD.matcher(line);
            Matcher plain = COREUTILS.matcher(line);
            if (bsd.matches() && isFor(bsd.group(1), name)) {
                return parse(bsd.group(2));
            }
            if (plain.matches() && plain.group(2) != null && isFor(plain.group(2), name)) {
                return parse(plain.group(1));
            }
            if (plain.matches() && plain.group(2) == null && only.isEmpty()) {
                only = Optional.of(plain.group(1));
            }
        }
        return parse(
                only.orElseThrow(() -> ArtifactException.wrong("the list of checksums has none for \"" + name + "\"")));
    }

    private static boolean isFor(String listed, String name) {
        return listed.equals(name) || listed.endsWith("/" + name);
    }

    void check(Path file, String what) throws IOException, ArtifactException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!actual.equals(value)) {
                throw ArtifactException.wrong(
                        "the checksum of " + what + " is " + actual + " (" + algorithm + "), but should be " + value);
            }
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("every JDK has " + algorithm, fault);
        }
    }
}
