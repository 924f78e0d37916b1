package dev.drover.drivers.lxc;

import dev.drover.driver.DriverException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls the programs of LXC. Containers are known to them by their name and the folder that holds them. */
record LxcPrograms(Path store) {
    private static final int LONGEST_ANSWER = 64 << 10;

    /** What a program answered. */
    record Result(int code, String text) {}

    /**
     * Runs a program for one container.
     *
     * @throws DriverException when it is missing or takes longer than the limit
     */
    Result run(Duration limit, String program, String container, String... words)
            throws DriverException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "-n", container, "-P", store.toString()));
        command.addAll(List.of(words));
        return run(limit, command);
    }

    /** As {@link #run(Duration, String, String, String...)}, with the whole command. */
    static Result run(Duration limit, List<String> command) throws DriverException, InterruptedException {
        Path output = null;
        try {
            // A file, since a container that is started would hold a pipe open.
            output = Files.createTempFile("lxc", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new DriverException(
                            command.getFirst() + " did not end within " + limit.toSeconds() + " s", true);
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Result(process.exitValue(), read(output));
        } catch (IOException e) {
            throw new DriverException(command.getFirst() + " cannot be run: " + e.getMessage(), true);
        } finally {
            delete(output);
        }
    }

    private static String read(Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            return new String(input.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip();
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(LxcPrograms.class.getName()).log(System.Logger.Level.DEBUG, "a temporary file stays", e);
        }
    }
}
