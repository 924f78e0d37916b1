package dev.drover.jobspec.hcl;

import dev.drover.model.text.Suggestion;
import java.util.List;
import java.util.Locale;

/** Small helpers for wording. */
final class Messages {
    private static final int LONGEST_QUOTE = 40;

    private Messages() {}

    /** The text in quotes, cut when it is long. */
    static String quote(String text) {
        String line = text.lines().findFirst().orElse("");
        boolean cut = line.length() < text.length() || line.length() > LONGEST_QUOTE;
        String shown = line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) : line;
        return "\"" + shown + (cut ? "..." : "") + "\"";
    }

    /** {@code  Did you mean "x"?} with a leading blank when a candidate is near, else nothing. */
    static String didYouMean(String name, Iterable<String> candidates) {
        return Suggestion.nearest(name, candidates)
                .map(near -> " Did you mean \"" + near + "\"?")
                .orElse("");
    }

    /** The message of an exception, which is a clause, as a sentence. */
    static String sentence(RuntimeException fault) {
        String message = String.valueOf(fault.getMessage());
        if (message.isEmpty()) {
            return "The value does not fit.";
        }
        int first = message.offsetByCodePoints(0, 1);
        String sentence = message.substring(0, first).toUpperCase(Locale.ROOT) + message.substring(first);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** Names separated by commas, the first twenty of them. */
    static String list(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(20, names.size())));
        return names.size() > 20 ? shown + ", ..." : shown;
    }
}
