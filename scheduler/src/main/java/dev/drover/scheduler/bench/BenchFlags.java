package dev.drover.scheduler.bench;

import dev.drover.model.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Flags with one dash or two, {@code -name value} or {@code -name=value}; a switch needs no value. */
final class BenchFlags {
    private static final String JSON = "json";

    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    BenchFlags(List<String> arguments, Set<String> known) {
        List<String> left = new ArrayList<>(arguments);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            String flag = word.replaceFirst("^--?", "");
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            if (!word.startsWith("-") || !(known.contains(name) || name.equals(JSON))) {
                throw new IllegalArgumentException("unknown argument " + word);
            }
            if (equals >= 0) {
                values.put(name, flag.substring(equals + 1));
            } else if (name.equals(JSON)) {
                values.put(name, "true");
            } else if (left.isEmpty()) {
                throw new IllegalArgumentException("-" + name + " needs a value");
            } else {
                values.put(name, left.removeFirst());
            }
        }
    }

    boolean json() {
        return text(JSON, "false").equals("true");
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A whole number from {@code least} to {@code most}. */
    int number(String name, int otherwise, int least, int most) {
        String text = text(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw new IllegalArgumentException("-" + name + " " + text + " is not a number from " + least + " to " + most);
    }

    /** A time such as {@code 10}, which are seconds, or {@code 500ms}. */
    Duration duration(String name, Duration otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            Duration duration = Durations.parse(text.matches("[0-9.]+") ? text + "s" : text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("-" + name + ": " + fault.getMessage(), fault);
        }
        throw new IllegalArgumentException("-" + name + " " + text + " is not a time above 0");
    }
}
