package dev.drover.jobspec.functions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * File name patterns: {@code *} and {@code ?} within a folder, {@code **} over any number of folders (none included), {@code [a-z]} and
 * {@code {one,two}}. Turned into a regular expression that matches in linear time.
 */
final class PathGlob {
    private final Pattern pattern;

    private PathGlob(Pattern pattern) {
        this.pattern = pattern;
    }

    boolean matches(String path) {
        return pattern.matches(path);
    }

    /** Nothing when a bracket or brace is never closed. */
    static Optional<PathGlob> parse(String glob) {
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        int index = 0;
        while (index < glob.length()) {
            char character = glob.charAt(index);
            if (glob.startsWith("**/", index)) {
                regex.append("(?:.*/)?");
                index += 3;
                continue;
            }
            if (glob.startsWith("**", index)) {
                regex.append(".*");
                index += 2;
                continue;
            }
            if (character == '[') {
                int close = glob.indexOf(']', index + 1);
                if (close < 0) {
                    return Optional.empty();
                }
                regex.append(charactersOf(glob.substring(index + 1, close)));
                index = close + 1;
                continue;
            }
            braces += character == '{' ? 1 : character == '}' ? -1 : 0;
            regex.append(single(character, braces > 0));
            index++;
        }
        try {
            return Optional.of(new PathGlob(Pattern.compile(regex.toString(), Pattern.DOTALL)));
        } catch (PatternSyntaxException fault) {
            return Optional.empty();
        }
    }

    private static String charactersOf(String inside) {
        boolean negated = inside.startsWith("!") || inside.startsWith("^");
        String characters =
                (negated ? inside.substring(1) : inside).replace("\\", "\\\\").replace("[", "\\[");
        return (negated ? "[^" : "[") + characters + "]";
    }

    private static String single(char character, boolean inBraces) {
        return switch (character) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            case '{' -> "(?:";
            case '}' -> ")";
            case ',' -> inBraces ? "|" : ",";
            default -> Pattern.quote(String.valueOf(character));
        };
    }
}
