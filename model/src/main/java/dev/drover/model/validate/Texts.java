package dev.drover.model.validate;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Forms of text. Values that are interpolated at run time cannot be judged and pass. */
final class Texts {
    static final Pattern WORD = Pattern.compile("[a-zA-Z0-9_]{1,128}");
    static final Pattern WORD_OR_DASH = Pattern.compile("[a-zA-Z0-9_-]{1,128}");
    static final Pattern DNS_LABEL = Pattern.compile("(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    static final Pattern OCTAL = Pattern.compile("0?[0-7]{3,4}");

    /** A version with an optional comparison before it, as in {@code >= 1.2, < 2.0}. */
    private static final Pattern VERSIONS =
            Pattern.compile("\\s*(=|!=|>|<|>=|<=|~>)?\\s*v?\\d+(\\.\\d+)*(-[0-9A-Za-z.~-]+)?(\\+[0-9A-Za-z.~-]+)?\\s*"
                    + "(,\\s*(=|!=|>|<|>=|<=|~>)?\\s*v?\\d+(\\.\\d+)*(-[0-9A-Za-z.~-]+)?(\\+[0-9A-Za-z.~-]+)?\\s*)*");

    private Texts() {}

    static boolean isInterpolated(String text) {
        return text.contains("${");
    }

    static boolean isVersionConstraint(String text) {
        return isInterpolated(text) || VERSIONS.matches(text);
    }

    /** What is wrong with a regular expression, or empty. */
    static Optional<String> regularExpressionFault(String expression) {
        if (isInterpolated(expression)) {
            return Optional.empty();
        }
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    /** True when a relative path climbs out of the directory it starts in. */
    static boolean escapes(String path) {
        if (isInterpolated(path)) {
            return false;
        }
        try {
            return Path.of(path.replaceFirst("^/+", "")).normalize().startsWith("..");
        } catch (InvalidPathException fault) {
            return true;
        }
    }
}
