package dev.drover.driver;

/**
 * How a task ended.
 *
 * @param exitCode status of the process; 128 + signal when a signal ended it, as shells say it; -1 when it is not known
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

    /** Nobody can tell the status, for this reason. */
    public static TaskExit unknown(String reason) {
        return new TaskExit(-1, 0, false, reason);
    }

    public boolean successful() {
        return exitCode == 0 && signal == 0 && error.isEmpty();
    }
}
