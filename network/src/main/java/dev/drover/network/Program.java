package dev.drover.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs a program of the host to its end, within a time and with a bounded answer. */
final class Program {
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_OUTPUT_BYTES = 1 << 20;

    private Program() {}

    /** How it ended and what it wrote. */
    record Outcome(int status, String output, String errors) {}

    /**
     * Runs a program.
     *
     * @param environment replaces that of this process
     * @throws NetworkException when it cannot be started or takes too long
     */
    static Outcome run(List<String> command, Map<String, String> environment, byte[] input)
            throws NetworkException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            BlockingQueue<String> errors = new ArrayBlockingQueue<>(1);
            BlockingQueue<String> output = new ArrayBlockingQueue<>(1);
            Thread.ofVirtual().name("plugin-errors").start(() -> errors.add(read(process.getErrorStream())));
            Thread.ofVirtual().name("plugin-output").start(() -> output.add(read(process.getInputStream())));
            give(process, input);
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new NetworkException(command.getFirst() + " did not end within " + LIMIT.toSeconds() + " s");
            }
            return new Outcome(process.exitValue(), output.take(), errors.take().strip());
        } catch (IOException fault) {
            throw new NetworkException(command.getFirst() + " cannot be run: " + fault.getMessage());
        }
    }

    /** One that reads nothing may have ended before it was given anything. */
    private static void give(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException ended) {
            System.getLogger(Program.class.getName())
                    .log(System.Logger.Level.DEBUG, "a program did not read its input: {0}", ended.getMessage());
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            byte[] bytes = stream.readNBytes(MOST_OUTPUT_BYTES);
            stream.transferTo(OutputStream.nullOutputStream());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
