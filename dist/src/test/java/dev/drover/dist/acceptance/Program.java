package dev.drover.dist.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The assembled launcher, run from one folder with the JDK that runs the test and without the settings of the user who tests. */
public final class Program {
    public static final Path ROOT =
            Path.of(System.getProperty("drover.root", "..")).toAbsolutePath().normalize();

    /** The launcher of what Maven assembled. */
    public static final Path LAUNCHER = ROOT.resolve("dist/target/drover/drover");

    /** What a shell starts in the background ignores SIGINT and hands that on; tests must not depend on how they were started. */
    public static final List<String> HEARS_CTRL_C =
            System.getProperty("os.name").equals("Linux") ? List.of("/usr/bin/env", "--default-signal=INT") : List.of();

    private final Path folder;
    private final Path launcher;
    private final Map<String, String> environment = new HashMap<>();

    /** What one command left behind. */
    record Result(String command, int exitCode, String output, String errors) {
        /** Fails with all that was written, unless the command ended with this code. */
        Result exits(int code) {
            assertThat(exitCode).as("exit code of %s", this).isEqualTo(code);
            return this;
        }

        @Override
        public String toString() {
            return command + "\n" + output + errors;
        }
    }

    Program(Path folder) {
        this(folder, LAUNCHER);
    }

    Program(Path folder, Path launcher) {
        this.folder = folder;
        this.launcher = launcher;
        with("JAVA_HOME", System.getProperty("java.home"));
        with("DROVER_TRAIN", "no");
    }

    Program with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    Path folder() {
        return folder;
    }

    static Path example(String name) {
        return ROOT.resolve("examples").resolve(name);
    }

    /** Writes a file in the folder that commands run in. */
    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(Object... words) {
        return runWithInput("", words);
    }

    Result runWithInput(String input, Object... words) {
        return execute(input, command(launcher, words));
    }

    /** Runs a line of a shell. */
    Result shell(String line) {
        return execute("", List.of("/bin/sh", "-c", line));
    }

    private Result execute(String input, List<String> command) {
        try {
            Path output = Files.createTempFile(folder, "output", "");
            Path errors = Files.createTempFile(folder, "errors", "");
            Process process = start(command, output, errors);
            try (var in = process.outputWriter()) {
                in.write(input);
            }
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            Result result = new Result(
                    String.join(" ", command), process.waitFor(), Files.readString(output), Files.readString(errors));
            Files.delete(output);
            Files.delete(errors);
            assertThat(ended).as("ended in time: %s", result).isTrue();
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a process that goes on; both its outputs go to one file. */
    Process start(Path output, Object... words) {
        return start(command(launcher, words), output, output);
    }

    private Process start(List<String> command, Path output, Path errors) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(output.equals(errors));
        if (!output.equals(errors)) {
            builder.redirectError(errors.toFile());
        }
        builder.environment().keySet().removeIf(name -> name.startsWith("NOMAD_") || name.startsWith("DROVER_"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path launcher, Object... words) {
        return Stream.of(HEARS_CTRL_C.stream(), Stream.of(launcher), Stream.of(words))
                .flatMap(part -> part)
                .map(Object::toString)
                .toList();
    }
}
