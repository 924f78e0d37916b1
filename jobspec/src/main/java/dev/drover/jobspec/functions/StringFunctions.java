package dev.drover.jobspec.functions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.drover.jobspec.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Functions from text to text. A character is a grapheme cluster: what a reader takes for one. */
final class StringFunctions {
    /** No function makes a longer text than this, in UTF-16 units. */
    static final int MAX_LENGTH = 4 << 20;

    private static final int MAX_INDENT = 1_000;

    private StringFunctions() {}

    static void define(Catalog catalog) {
        catalog.define("upper(string)", a -> Value.of(a.text(0).toUpperCase(Locale.ROOT)));
        catalog.define("lower(string)", a -> Value.of(a.text(0).toLowerCase(Locale.ROOT)));
        catalog.define("title(string)", a -> Value.of(title(a.text(0))));
        catalog.define(
                "strlen(string)", a -> Value.of(Texts.characters(a.text(0)).size()));
        catalog.define("strrev(string)", a -> Value.of(reversed(a.text(0))));
        catalog.define("reverse(string)", StringFunctions::reverse);
        catalog.define("substr(string, offset, length)", StringFunctions::substr);
        catalog.define("chomp(string)", a -> Value.of(trimEnd(a.text(0), "\r\n")));
        catalog.define("trimspace(string)", a -> Value.of(a.text(0).strip()));
        catalog.define("trim(string, cutset)", a -> Value.of(trimStart(trimEnd(a.text(0), a.text(1)), a.text(1))));
        catalog.define("trimprefix(string, prefix)", a -> Value.of(trimPrefix(a.text(0), a.text(1))));
        catalog.define("trimsuffix(string, suffix)", a -> Value.of(trimSuffix(a.text(0), a.text(1))));
        catalog.define("indent(spaces, string)", StringFunctions::indent);
        catalog.define("join(separator, lists...)", StringFunctions::join);
        catalog.define("split(separator, string)", StringFunctions::split);
        catalog.define("replace(string, search, replacement)", StringFunctions::replace);
        catalog.define("regex_replace(string, pattern, replacement)", StringFunctions::regexReplace);
    }

    private static String title(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            result.appendCodePoint(inWord ? point : Character.toTitleCase(point));
            inWord = Character.isLetterOrDigit(point) || point == '_';
        }
        return result.toString();
    }

    private static String reversed(String text) {
        return String.join("", Texts.characters(text).reversed());
    }

    /** Lists are taken too: people expect it, and no other function turns a list round. */
    private static Value reverse(Arguments arguments) {
        if (arguments.any(0) instanceof Value.Sequence sequence) {
            List<Value> items = new ArrayList<>(sequence.items());
            Collections.reverse(items);
            return Value.of(items);
        }
        return Value.of(reversed(arguments.text(0)));
    }

    private static Value substr(Arguments arguments) {
        List<String> characters = Texts.characters(arguments.text(0));
        int offset = arguments.whole(1);
        int length = arguments.whole(2);
        int start = Math.clamp(offset < 0 ? (long) characters.size() + offset : offset, 0, characters.size());
        int end = length < 0 ? characters.size() : (int) Math.min((long) start + length, characters.size());
        return Value.of(String.join("", characters.subList(start, end)));
    }

    private static String trimEnd(String text, String cutset) {
        int end = text.length();
        while (end > 0 && cutset.indexOf(text.codePointBefore(end)) >= 0) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    private static String trimStart(String text, String cutset) {
        int start = 0;
        while (start < text.length() && cutset.indexOf(text.codePointAt(start)) >= 0) {
            start += Character.charCount(text.codePointAt(start));
        }
        return text.substring(start);
    }

    private static String trimPrefix(String text, String prefix) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String trimSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    private static Value indent(Arguments arguments) {
        int spaces = arguments.whole(0);
        if (spaces < 0 || spaces > MAX_INDENT) {
            throw arguments.fault(0, "must be between 0 and " + MAX_INDENT);
        }
        return replaceAll(arguments, 1, arguments.text(1), "\n", "\n" + " ".repeat(spaces));
    }

    private static Value join(Arguments arguments) {
        if (arguments.size() < 2) {
            throw arguments.fault(1, "is missing; join needs at least one list");
        }
        List<String> parts = new ArrayList<>();
        for (int index = 1; index < arguments.size(); index++) {
            parts.addAll(arguments.texts(index));
        }
        String separator = arguments.text(0);
        long length = (long) separator.length() * parts.size()
                + parts.stream().mapToLong(String::length).sum();
        if (length > MAX_LENGTH) {
            throw arguments.fault(1, "makes a text longer than " + MAX_LENGTH + " characters");
        }
        return Value.of(String.join(separator, parts));
    }

    private static Value split(Arguments arguments) {
        String separator = arguments.text(0);
        String text = arguments.text(1);
        List<String> parts = separator.isEmpty()
                ? text.codePoints().mapToObj(Character::toString).toList()
                : Arrays.asList(text.split(java.util.regex.Pattern.quote(separator), -1));
        return Value.of(parts.stream().map(Value::of).toList());
    }

    private static Value replace(Arguments arguments) {
        return replaceAll(arguments, 2, arguments.text(0), arguments.text(1), arguments.text(2));
    }

    private static Value replaceAll(Arguments arguments, int blamed, String text, String search, String replacement) {
        long occurrences = search.isEmpty()
                ? text.length() + 1L
                : (text.length() - text.replace(search, "").length()) / search.length();
        if (text.length() + occurrences * (replacement.length() - search.length()) > MAX_LENGTH) {
            throw arguments.fault(blamed, "makes a text longer than " + MAX_LENGTH + " characters");
        }
        return Value.of(text.replace(search, replacement));
    }

    private static Value regexReplace(Arguments arguments) {
        String text = arguments.text(0);
        String replacement = arguments.text(2);
        Matcher matcher = pattern(arguments).matcher(text);
        StringBuilder result = new StringBuilder();
        int done = 0;
        while (matcher.find()) {
            if (matcher.end() == done && matcher.start() > 0) {
                continue; // an empty match right behind a match counts as part of it
            }
            result.append(text, done, matcher.start()).append(ReplacementTemplate.expand(replacement, matcher));
            done = matcher.end();
            if (result.length() > MAX_LENGTH) {
                throw arguments.fault(2, "makes a text longer than " + MAX_LENGTH + " characters");
            }
        }
        return Value.of(result.append(text, done, text.length()).toString());
    }

    private static Pattern pattern(Arguments arguments) {
        try {
            return Pattern.compile(arguments.text(1));
        } catch (PatternSyntaxException fault) {
            throw arguments.fault(1, "is not a regular expression (RE2 syntax): " + fault.getMessage());
        }
    }
}
