package dev.drover.jobspec.functions;

import com.google.re2j.Matcher;

/**
 * The replacement text of {@code regex_replace}: {@code $1} and {@code $name} stand for groups and take as many letters,
 * digits and underscores as follow, <code>${1}</code> takes what is in the braces, {@code $$} is a dollar. A group that
 * does not exist is empty.
 */
final class ReplacementTemplate {
    private ReplacementTemplate() {}

    static String expand(String template, Matcher matcher) {
        StringBuilder result = new StringBuilder();
        int index = 0;
        while (index < template.length()) {
            char character = template.charAt(index);
            if (character != '$' || index + 1 == template.length()) {
                result.append(character);
                index++;
                continue;
            }
            if (template.charAt(index + 1) == '$') {
                result.append('$');
                index += 2;
                continue;
            }
            boolean braces = template.charAt(index + 1) == '{';
            int start = index + (braces ? 2 : 1);
            int end = start;
            while (end < template.length() && isName(template.charAt(end))) {
                end++;
            }
            boolean closed = !braces || (end < template.length() && template.charAt(end) == '}');
            if (end == start || !closed) {
                result.append('$');
                index++;
                continue;
            }
            result.append(group(matcher, template.substring(start, end)));
            index = end + (braces ? 1 : 0);
        }
        return result.toString();
    }

    private static boolean isName(char character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    private static String group(Matcher matcher, String name) {
        String found;
        if (name.chars().allMatch(Character::isDigit)) {
            int number = name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
            found = number <= matcher.groupCount() ? matcher.group(number) : null;
        } else {
            found = matcher.pattern().namedGroups().containsKey(name) ? matcher.group(name) : null;
        }
        return found == null ? "" : found;
    }
}
