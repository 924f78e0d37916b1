package dev.drover.sdk;

import java.util.List;

/**
 * A command to run inside a task.
 *
 * @param task that it runs in
 * @param command program and arguments, as the task would find them
 * @param terminal whether it gets a terminal of its own, on which its two outputs are one
 */
public record ExecRequest(String task, List<String> command, boolean terminal) {
    public ExecRequest {
        command = List.copyOf(command);
    }
}
