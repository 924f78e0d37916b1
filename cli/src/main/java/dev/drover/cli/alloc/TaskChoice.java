package dev.drover.cli.alloc;

import dev.drover.cli.Failure;
import dev.drover.cli.flags.Flag;
import dev.drover.cli.flags.UsageException;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.Job;
import dev.drover.model.job.Task;
import java.util.List;

/** Which task of an allocation is meant. */
final class TaskChoice {
    private TaskChoice() {}

    /** The task given as a flag or as second argument; empty for none. */
    static String optional(List<String> arguments, Flag<String> flag) throws UsageException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new UsageException("This command takes one or two arguments: <allocation> [task]");
        }
        return flag.given() || arguments.size() == 1 ? flag.get() : arguments.get(1);
    }

    static List<String> names(Allocation alloc) {
        Job job = alloc.job();
        return job == null
                ? List.of()
                : job.taskGroups().stream()
                        .filter(group -> group.name().equals(alloc.taskGroup()))
                        .flatMap(group -> group.tasks().stream())
                        .map(Task::name)
                        .toList();
    }

    static void check(Allocation alloc, String name) {
        if (!name.isEmpty() && !names(alloc).contains(name)) {
            throw new Failure("Could not find task named: " + name + ", found: " + list(alloc));
        }
    }

    /** The task that was named, or the only one. */
    static String definite(Allocation alloc, String name) {
        List<String> names = names(alloc);
        if (!name.isEmpty() || names.size() == 1) {
            check(alloc, name);
            return name.isEmpty() ? names.getFirst() : name;
        }
        throw new Failure(
                "Allocation \"" + alloc.id().substring(0, Math.min(8, alloc.id().length()))
                        + "\" is running the following tasks:\n" + list(alloc) + "\n\nPlease specify the task.");
    }

    private static String list(Allocation alloc) {
        return String.join(
                "\n", names(alloc).stream().map(name -> "  * " + name).toList());
    }
}
