package dev.drover.driver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Signals by name and by number, as Linux numbers them. */
public final class Signals {
    private static final Map<String, Integer> NUMBERS = numbers();

    private Signals() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<String> inOrder = List.of(
                "SIGHUP",
                "SIGINT",
                "SIGQUIT",
                "SIGILL",
                "SIGTRAP",
                "SIGABRT",
                "SIGBUS",
                "SIGFPE",
                "SIGKILL",
                "SIGUSR1",
                "SIGSEGV",
                "SIGUSR2",
                "SIGPIPE",
                "SIGALRM",
                "SIGTERM",
                "SIGSTKFLT",
                "SIGCHLD",
                "SIGCONT",
                "SIGSTOP",
                "SIGTSTP",
                "SIGTTIN",
                "SIGTTOU",
                "SIGURG",
                "SIGXCPU",
                "SIGXFSZ",
                "SIGVTALRM",
                "SIGPROF",
                "SIGWINCH",
                "SIGIO",
                "SIGPWR",
                "SIGSYS");
        for (int i = 0; i < inOrder.size(); i++) {
            numbers.put(inOrder.get(i), i + 1);
        }
        numbers.put("SIGIOT", 6);
        numbers.put("SIGPOLL", 29);
        numbers.put("SIGNULL", 0);
        return Map.copyOf(numbers);
    }

    /** The number of a signal. The name may be in any case and may lack {@code SIG}. */
    public static OptionalInt number(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        Integer number = NUMBERS.get(upper.startsWith("SIG") ? upper : "SIG" + upper);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** As {@link #number}, with a fault that names the unknown signal. */
    public static int require(String name) throws DriverException {
        OptionalInt number = number(name);
        if (number.isEmpty()) {
            throw new DriverException("unknown signal \"" + name + "\"; use a name such as SIGHUP or SIGTERM");
        }
        return number.getAsInt();
    }

    /** The names that job files may use, in the order of the alphabet. */
    public static List<String> names() {
        return NUMBERS.keySet().stream().sorted().toList();
    }
}
