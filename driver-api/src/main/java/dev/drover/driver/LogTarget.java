package dev.drover.driver;

import java.nio.file.Path;

/**
 * Where one output of a task goes: files {@code name.0}, {@code name.1}, ... in {@code directory}, the oldest deleted when there are more than
 * {@code maxFiles}.
 *
 * @param name such as {@code web.stdout}
 * @param maxFileBytes a file that reaches this size is followed by the next one
 * @param enabled false when the job wants no logs
 */
public record LogTarget(Path directory, String name, int maxFiles, long maxFileBytes, boolean enabled) {}
