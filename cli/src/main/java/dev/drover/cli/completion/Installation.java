package dev.drover.cli.completion;

import dev.drover.cli.CliIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts completion into the start files of the shells that a user has, between two marks, and takes it out again. */
public final class Installation {
    private static final String BEGIN = "# drover completion: begin";
    private static final String END = "# drover completion: end";

    private final CliIo io;

    public Installation(CliIo io) {
        this.io = io;
    }

    /** For every shell that has a start file; for bash also without one. */
    public int install() throws IOException {
        boolean some = false;
        for (Shell shell : Shell.values()) {
            Path file = home().resolve(shell.startFile());
            boolean used = shell == Shell.FISH ? Files.isDirectory(home().resolve(".config/fish")) : Files.exists(file);
            if (used || shell == Shell.BASH) {
                List<String> lines = withoutOurs(file);
                lines.add(BEGIN);
                shell.script(io.program()).lines().forEach(lines::add);
                lines.add(END);
                Files.createDirectories(parent(file));
                Files.write(file, lines);
                io.out().println("Completion installed in " + file);
                some = true;
            }
        }
        if (some) {
            io.out().println("It works in shells that are started from now on.");
        }
        return 0;
    }

    public int uninstall() throws IOException {
        for (Shell shell : Shell.values()) {
            Path file = home().resolve(shell.startFile());
            if (Files.exists(file) && Files.readAllLines(file).contains(BEGIN)) {
                Files.write(file, withoutOurs(file));
                io.out().println("Completion removed from " + file);
            }
        }
        return 0;
    }

    private Path home() {
        return Path.of(io.environment().getOrDefault("HOME", System.getProperty("user.home", ".")));
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    private static List<String> withoutOurs(Path file) throws IOException {
        List<String> kept = new ArrayList<>();
        boolean ours = false;
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            ours = ours || line.equals(BEGIN);
            if (!ours) {
                kept.add(line);
            }
            ours = ours && !line.equals(END);
        }
        return kept;
    }
}
