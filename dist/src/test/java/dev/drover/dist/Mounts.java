package dev.drover.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What agents that were killed have left mounted: it would keep their folders from being deleted. */
public final class Mounts {
    private static final Path MOUNTS = Path.of("/proc/mounts");

    private Mounts() {}

    /** Takes away all that is mounted below a folder, the innermost first. */
    public static void removeBelow(Path folder) {
        try {
            for (String line : Files.exists(MOUNTS) ? Files.readAllLines(MOUNTS).reversed() : List.<String>of()) {
                String place = line.split(" ", -1)[1];
                if (Path.of(place).startsWith(folder) && !place.equals(folder.toString())) {
                    new ProcessBuilder("umount", "--lazy", place).start().waitFor();
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
