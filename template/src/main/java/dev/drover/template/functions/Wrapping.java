package dev.drover.template.functions;

import dev.drover.template.FunctionException;

/** Breaks lines between words. */
final class Wrapping {
    private Wrapping() {}

    /** With {@code cuts} words that are longer than a line are cut, else they stay whole. */
    static String wrap(String text, int width, String newLine, boolean cuts) {
        int limit = Math.max(1, width);
        if (newLine.length() > 100) {
            throw new FunctionException("what ends a line has more than 100 characters");
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (text.length() - at > limit) {
            if (text.charAt(at) == ' ') {
                at++;
                continue;
            }
            int space = text.lastIndexOf(' ', at + limit);
            if (space >= at) {
                out.append(text, at, space).append(newLine);
                at = space + 1;
            } else if (cuts) {
                out.append(text, at, at + limit).append(newLine);
                at += limit;
            } else {
                int next = text.indexOf(' ', at + limit);
                if (next < 0) {
                    break;
                }
                out.append(text, at, next).append(newLine);
                at = next + 1;
            }
            Texts.requireLength(out.length());
        }
        return out.append(text.substring(at)).toString();
    }
}
