package dev.drover.model.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words after a command, for tools that are no part of the command line of users: flags with one dash or two, {@code -name value} or
 * {@code -name=value}, switches without a value, and the words between them. All methods throw {@link IllegalArgumentException}
 * with what is wrong.
 */
public final class Flags {
    private final Map<String, List<String>> values = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Flags() {}

    /**
     * Reads words.
     *
     * @param switches names of flags without a value
     * @param valued names of flags with one
     * @param mostOperands how many words may be there that are no flags
     */
    public static Flags read(List<String> words, Set<String> switches, Set<String> valued, int mostOperands) {
        Flags flags = new Flags();
        List<String> left = new ArrayList<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            if (word.startsWith("-")) {
                flags.flag(word.replaceFirst("^--?", ""), left, switches, valued);
            } else if (flags.operands.size() < mostOperands) {
                flags.operands.add(word);
            } else {
                throw new IllegalArgumentException("unexpected argument " + word);
            }
        }
        return flags;
    }

    private void flag(String flag, List<String> left, Set<String> switches, Set<String> valued) {
        int equals = flag.indexOf('=');
        String name = equals < 0 ? flag : flag.substring(0, equals);
        if (!switches.contains(name) && !valued.contains(name)) {
            throw new IllegalArgumentException("there is no option -" + name);
        }
        String value;
        if (equals >= 0) {
            value = flag.substring(equals + 1);
        } else if (switches.contains(name)) {
            value = "true";
        } else if (left.isEmpty()) {
            throw new IllegalArgumentException("-" + name + " needs a value");
        } else {
            value = left.removeFirst();
        }
        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    /** The words that are no flags. */
    public List<String> operands() {
        return List.copyOf(operands);
    }

    /** The value that was given last. */
    public String text(String name, String otherwise) {
        List<String> given = values.get(name);
        return given == null ? otherwise : given.getLast();
    }

    /** All values of a flag that may be repeated. */
    public List<String> texts(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** What stands between commas. */
    public List<String> list(String name, String otherwise) {
        return Arrays.stream(text(name, otherwise).split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    public boolean isOn(String name) {
        return text(name, "false").equals("true");
    }

    /** A whole number from {@code least} to {@code most}. */
    public int number(String name, int otherwise, int least, int most) {
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

    /** A time of at least {@code least} such as {@code 500ms}, or {@code 10}, which are seconds. */
    public Duration duration(String name, Duration otherwise, Duration least) {
        if (!values.containsKey(name)) {
            return otherwise;
        }
        String text = text(name, "");
        Duration duration;
        try {
            duration = Durations.parse(text.matches("[0-9.]+") ? text + "s" : text);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("-" + name + ": " + fault.getMessage(), fault);
        }
        if (duration.compareTo(least) < 0) {
            throw new IllegalArgumentException("-" + name + " " + text + " is shorter than " + Durations.format(least));
        }
        return duration;
    }
}
