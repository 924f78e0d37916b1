package dev.drover.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands as a user would, on a day when it is always the same minute. */
public final class Terminal {
    public static final Instant NOW = Instant.parse("2026-11-23T00:53:20Z");

    /** What a command left behind. */
    public record Result(int code, String out, String err) {}

    private final Map<String, String> environment = new HashMap<>();

    private String input = "";
    private boolean person;
    private Path directory = Path.of("");
    private LocalFiles files = file -> {
        throw new IOException("no files here");
    };

    public static Terminal with(FakeAgent agent) {
        return new Terminal().variable("NOMAD_ADDR", agent.address());
    }

    public Terminal variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Terminal typing(String text) {
        input = text;
        return this;
    }

    public Terminal watchedByAPerson() {
        person = true;
        return this;
    }

    public Terminal in(Path folder) {
        directory = folder;
        return this;
    }

    public Terminal reading(LocalFiles reader) {
        files = reader;
        return this;
    }

    public Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CliIo io = new CliIo(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                person,
                "drover",
                directory,
                Clock.fixed(NOW, ZoneOffset.UTC),
                files);
        int code = Cli.run(List.of(words), io);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
