package dev.drover.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a command reads and writes besides the agent.
 *
 * @param terminal whether a person sees {@code out} as it is written
 * @param program the name that the program was called by, for texts that name a command
 * @param directory that paths are relative to
 * @param clock the present, in the zone that times are shown in
 * @param files reads files of agents
 */
public record CliIo(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean terminal,
        String program,
        Path directory,
        Clock clock,
        LocalFiles files) {

    /** Without a reader of files of agents. */
    public CliIo(
            InputStream in,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            boolean terminal,
            String program,
            Path directory,
            Clock clock) {
        this(in, out, err, environment, terminal, program, directory, clock, file -> {
            throw new IOException(LocalFiles.MISSING);
        });
    }

    /** The same with a reader of files of agents. */
    public CliIo reading(LocalFiles reader) {
        return new CliIo(in, out, err, environment, terminal, program, directory, clock, reader);
    }

    /** Those of this process. */
    public static CliIo ofProcess(String program) {
        return new CliIo(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                isTerminal(),
                program,
                Path.of(""),
                Clock.system(ZoneId.systemDefault()));
    }

    /** Always UTF-8, whatever the locale: files and logs are. Flushed at every line. */
    private static PrintStream stream(FileDescriptor descriptor) {
        OutputStream buffered = new BufferedOutputStream(new FileOutputStream(descriptor), 8192);
        return new PrintStream(buffered, true, StandardCharsets.UTF_8);
    }

    /** Asks the kernel where it says; a console object costs many milliseconds. */
    @SuppressWarnings("SystemConsoleNull") // null is allowed still, and so is a console that is no terminal
    private static boolean isTerminal() {
        Path standardOutput = Path.of("/proc/self/fd/1");
        try {
            String target = Files.readSymbolicLink(standardOutput).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchLink) {
            Console console = System.console();
            return console != null && console.isTerminal();
        }
    }

    String variable(String name) {
        String own = environment.getOrDefault("DROVER_" + name, "");
        return own.isEmpty() ? environment.getOrDefault("NOMAD_" + name, "") : own;
    }
}
