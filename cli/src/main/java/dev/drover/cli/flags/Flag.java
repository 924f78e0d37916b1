package dev.drover.cli.flags;

import java.util.function.BiFunction;

/**
 * One flag and, after parsing, its value.
 *
 * @param <T> what the text after the flag means
 */
public final class Flag<T> {
    private final String name;
    private final String argument;
    private final String help;
    private final BiFunction<T, String, T> reader;

    private T value;
    private boolean given;

    Flag(String name, String argument, String help, T otherwise, BiFunction<T, String, T> reader) {
        this.name = name;
        this.argument = argument;
        this.help = help;
        this.value = otherwise;
        this.reader = reader;
    }

    /** The value given, or the default. */
    public T get() {
        return value;
    }

    public boolean given() {
        return given;
    }

    public String name() {
        return name;
    }

    public String help() {
        return help;
    }

    /** Whether the flag may stand alone, because it means yes or no. */
    public boolean isToggle() {
        return argument.isEmpty();
    }

    /** How it is written, such as {@code -var=<key=value>}. */
    public String form() {
        return isToggle() ? "-" + name : "-" + name + "=<" + argument + ">";
    }

    void read(String text) throws UsageException {
        try {
            value = reader.apply(value, text);
            given = true;
        } catch (IllegalArgumentException fault) {
            throw new UsageException("invalid value \"" + text + "\" for flag -" + name + ": " + fault.getMessage());
        }
    }
}
