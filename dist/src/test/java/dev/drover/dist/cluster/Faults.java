package dev.drover.dist.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How hard clusters are tried, by {@code -Ddrover.faults}: {@code short}, which is usual, or {@code full}. What was measured on the
 * way is appended to {@code target/faults.txt}; tests fail on what is wrong and not on what is slow.
 */
public final class Faults {
    private static final boolean FULL =
            System.getProperty("drover.faults", "short").equals("full");
    private static final Path REPORT = Path.of("target", "faults.txt");

    private Faults() {}

    /** The amount for the form that was chosen. */
    public static int amount(int inShort, int inFull) {
        return FULL ? inFull : inShort;
    }

    /** Keeps a figure for people. */
    public static synchronized void report(String line) {
        try {
            Files.createDirectories(REPORT.toAbsolutePath().getParent());
            Files.writeString(REPORT, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
