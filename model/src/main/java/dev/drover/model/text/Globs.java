package dev.drover.model.text;

/** Patterns with {@code *} for any run of characters, as datacenters and host volumes use them. */
public final class Globs {
    private Globs() {}

    /** True when the whole text fits the pattern. Takes time linear in text times stars, whatever the pattern. */
    public static boolean matches(String pattern, String text) {
        int patternAt = 0;
        int textAt = 0;
        int lastStar = -1;
        int textAtLastStar = 0;
        while (textAt < text.length()) {
            if (patternAt < pattern.length() && pattern.charAt(patternAt) == '*') {
                lastStar = patternAt++;
                textAtLastStar = textAt;
            } else if (patternAt < pattern.length() && pattern.charAt(patternAt) == text.charAt(textAt)) {
                patternAt++;
                textAt++;
            } else if (lastStar >= 0) {
                // Let the last star swallow one character more; earlier stars never need to be reconsidered.
                patternAt = lastStar + 1;
                textAt = ++textAtLastStar;
            } else {
                return false;
            }
        }
        while (patternAt < pattern.length() && pattern.charAt(patternAt) == '*') {
            patternAt++;
        }
        return patternAt == pattern.length();
    }
}
