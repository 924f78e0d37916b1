package dev.drover.driver;

/**
 * How a task ended.
 *
 * <p>Where the process is a child of this JVM, one that exits by itself with a status of 129 to 159 is told as ended by the signal
 * {@code status - 128}: the JDK reports both the same, and takes the status from the kernel before anybody else can ask. To tell them
 * apart takes a parent that waits for its children itself.
 *
 * @param exitCode status of the process; 128 + signal when a signal ended it, as shells say it
 * @param signal number of the signal that ended it, or 0
 * @param outOfMemory true when the kernel killed it for its memory limit
 * @param error what went wrong in the driver, or empty
 */
public record TaskExit(int exitCode, int signal, boolean outOfMemory, String error) {
    public static TaskExit code(int exitCode) {
        return new TaskExit(exitCode, 0, false, "");
    }

    public static TaskExit signalled(int signal) {
        return new TaskExit(128 + signal, signal, false, "");
    }

    public boolean successful() {
        return exitCode == 0 && signal == 0 && error.isEmpty();
    }
}
