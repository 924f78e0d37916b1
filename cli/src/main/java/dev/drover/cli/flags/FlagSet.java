package dev.drover.cli.flags;

import dev.drover.model.text.Durations;
import dev.drover.model.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flags of one command. A command declares them as fields and reads them after {@link #parse}.
 *
 * <p>The style is that of Go's flag package, since scripts rely on it: one dash or two, {@code -x value} or {@code -x=value}, yes or
 * no flags alone or as {@code -x=false}, {@code --} ends the flags. Unlike there, flags may also follow the arguments.
 */
public final class FlagSet {
    private final Map<String, Flag<?>> flags = new LinkedHashMap<>();

    private boolean helpWanted;
    private boolean argumentsEndFlags;

    private <T> Flag<T> add(Flag<T> flag) {
        flags.put(flag.name(), flag);
        return flag;
    }

    /** What follows the first argument is not ours: a whole command with flags of its own. */
    public void argumentsEndFlags() {
        argumentsEndFlags = true;
    }

    public Flag<Boolean> toggle(String name, String help) {
        return toggle(name, false, help);
    }

    /** Takes a yes or no flag that changes nothing here, so that scripts which give it go on. */
    public void ignored(String name) {
        toggle(name, "accepted for compatibility, changes nothing");
    }

    /** Takes a flag with a value that changes nothing here. */
    public void ignoredText(String name, String argument) {
        text(name, argument, "accepted for compatibility, changes nothing");
    }

    public Flag<Boolean> toggle(String name, boolean otherwise, String help) {
        return add(new Flag<>(name, "", help, otherwise, (before, text) -> bool(text)));
    }

    public Flag<String> text(String name, String argument, String help) {
        return text(name, argument, "", help);
    }

    public Flag<String> text(String name, String argument, String otherwise, String help) {
        return add(new Flag<>(name, argument, help, otherwise, (before, text) -> text));
    }

    /** A flag that may be given several times. */
    public Flag<List<String>> list(String name, String argument, String help) {
        return add(new Flag<>(name, argument, help, List.<String>of(), (before, text) -> {
            List<String> all = new ArrayList<>(before);
            all.add(text);
            return List.copyOf(all);
        }));
    }

    public Flag<Long> number(String name, String argument, long otherwise, String help) {
        return add(new Flag<>(name, argument, help, otherwise, (before, text) -> wholeNumber(text)));
    }

    public Flag<Duration> duration(String name, Duration otherwise, String help) {
        return add(new Flag<>(name, "duration", help, otherwise, (before, text) -> duration(text)));
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("expected a duration: " + fault.getMessage(), fault);
        }
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Boolean.TRUE;
            case "0", "f", "F", "false", "FALSE", "False" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static Long wholeNumber(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException fault) {
            throw new IllegalArgumentException("expected a whole number", fault);
        }
    }

    /**
     * Reads the words after a command.
     *
     * @return the arguments, which are the words that are no flags
     */
    public List<String> parse(List<String> words) throws UsageException {
        List<String> arguments = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.equals("--")) {
                arguments.addAll(words.subList(at + 1, words.size()));
                break;
            }
            if (word.length() < 2 || word.charAt(0) != '-') {
                arguments.add(word);
                if (argumentsEndFlags) {
                    arguments.addAll(words.subList(at + 1, words.size()));
                    break;
                }
            } else if (readFlag(word, at + 1 < words.size() ? List.of(words.get(at + 1)) : List.of())) {
                at++;
            }
        }
        return arguments;
    }

    /** Reads one flag; true when it took the word after it. */
    private boolean readFlag(String word, List<String> following) throws UsageException {
        String body = word.substring(word.startsWith("--") ? 2 : 1);
        int equals = body.indexOf('=');
        String name = equals < 0 ? body : body.substring(0, equals);
        Flag<?> flag = flags.get(name);
        if (flag == null) {
            if (name.equals("h") || name.equals("help")) {
                helpWanted = true;
                return false;
            }
            throw new UsageException("flag provided but not defined: -" + name
                    + Suggestion.nearest(name, flags.keySet())
                            .map(nearest -> "; did you mean -" + nearest + "?")
                            .orElse(""));
        }
        if (equals >= 0) {
            flag.read(body.substring(equals + 1));
            return false;
        }
        if (flag.isToggle()) {
            flag.read("true");
            return false;
        }
        if (following.isEmpty()) {
            throw new UsageException("flag needs an argument: -" + name);
        }
        flag.read(following.getFirst());
        return true;
    }

    public boolean helpWanted() {
        return helpWanted;
    }

    public List<Flag<?>> all() {
        return List.copyOf(flags.values());
    }
}
