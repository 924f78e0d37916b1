package dev.drover.cli;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commands by name. A class is loaded only when its line is reached. */
final class Commands {
    /** In the longest name. */
    static final int MOST_WORDS = 4;

    private Commands() {}

    static @Nullable Command create(String name) {
        Command command = WorkCommands.create(name);
        if (command == null) {
            command = ClusterCommands.create(name);
        }
        if (command == null) {
            command = AccessCommands.create(name);
        }
        return command == null ? OperatorCommands.create(name) : command;
    }

    /** Hides which class it is: to find what the classes of a list have in common, the virtual machine would load them all. */
    static Command lazy(Command command) {
        return command;
    }

    /** Every name that help shows. */
    static List<String> names() {
        return Stream.of(WorkCommands.NAMES, ClusterCommands.NAMES, AccessCommands.NAMES, OperatorCommands.NAMES)
                .flatMap(List::stream)
                .sorted()
                .toList();
    }

    /** Shorter or older names of commands, which help does not repeat. */
    static List<String> aliases() {
        return List.of(
                "run",
                "stop",
                "plan",
                "validate",
                "inspect",
                "init",
                "alloc-status",
                "logs",
                "fs",
                "exec",
                "action",
                "node-status",
                "node-drain",
                "eval-status",
                "server-members",
                "server-join",
                "server-force-leave",
                "start",
                "client-config");
    }
}
