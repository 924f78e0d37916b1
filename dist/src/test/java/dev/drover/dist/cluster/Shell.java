package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Commands of the system. */
public final class Shell {
    private static final int PATIENCE_SECONDS = 30;

    private Shell() {}

    /** What a command left behind. */
    public record Result(int code, String output) {}

    /** Runs a command, which has to succeed. */
    public static String run(String... words) {
        Result result = attempt(words);
        assertThat(result.code())
                .as(String.join(" ", words) + ": " + result.output())
                .isZero();
        return result.output();
    }

    public static Result attempt(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Result(ended ? process.exitValue() : -1, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
