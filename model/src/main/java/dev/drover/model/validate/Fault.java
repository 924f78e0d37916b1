package dev.drover.model.validate;

/**
 * Something wrong in a job.
 *
 * @param path where, such as {@code group "web" > task "api" > resources}; empty for the job itself
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record Fault(String path, String problem, String remedy) {
    /** Path, problem and remedy in one line. */
    public String text() {
        return (path.isEmpty() ? "job" : path) + ": " + problem + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
