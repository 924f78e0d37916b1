package dev.drover.client.host;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How full a file system is.
 *
 * @param usedPercent share of the bytes that are not to be had
 * @param inodesUsedPercent 0 when unknown
 */
public record DiskSpace(double usedPercent, double inodesUsedPercent, long availableBytes) {
    /** Looks at the disk. */
    @FunctionalInterface
    public interface Reading {
        DiskSpace take() throws IOException;
    }

    /** The file system that a folder is on. */
    public static DiskSpace of(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        long available = store.getUsableSpace();
        return new DiskSpace(
                100.0 - available * 100.0 / Math.max(1, store.getTotalSpace()),
                Host.local().inodesUsedPercent(folder),
                available);
    }
}
