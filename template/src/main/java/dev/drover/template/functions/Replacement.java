package dev.drover.template.functions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Go's way to write groups into a replacement: a name goes as far as letters, digits and underscores do, unless it stands in braces. */
final class Replacement {
    private Replacement() {}

    static String replaceAll(Pattern pattern, String text, String replacement) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            out.append(text, from, matcher.start());
            expand(out, matcher, replacement);
            from = matcher.end();
            Texts.requireLength(out.length());
        }
        return out.append(text, from, text.length()).toString();
    }

    private static void expand(StringBuilder out, Matcher matcher, String replacement) {
        int at = 0;
        while (at < replacement.length()) {
            int dollar = replacement.indexOf('$', at);
            if (dollar < 0 || dollar == replacement.length() - 1) {
                out.append(replacement, at, replacement.length());
                return;
            }
            out.append(replacement, at, dollar);
            if (replacement.charAt(dollar + 1) == '$') {
                out.append('$');
                at = dollar + 2;
                continue;
            }
            boolean braces = replacement.charAt(dollar + 1) == '{';
            int start = dollar + (braces ? 2 : 1);
            int end = start;
            while (end < replacement.length()
                    && (Character.isLetterOrDigit(replacement.charAt(end)) || replacement.charAt(end) == '_')) {
                end++;
            }
            boolean named = end > start && (!braces || (end < replacement.length() && replacement.charAt(end) == '}'));
            if (named) {
                out.append(group(matcher, replacement.substring(start, end)));
                at = end + (braces ? 1 : 0);
            } else {
                out.append('$');
                at = dollar + 1;
            }
        }
    }

    private static String group(Matcher matcher, String name) {
        String found;
        if (name.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(name);
            found = number <= matcher.groupCount() ? matcher.group(number) : null;
        } else {
            found = matcher.pattern().namedGroups().containsKey(name) ? matcher.group(name) : null;
        }
        return found == null ? "" : found;
    }
}
