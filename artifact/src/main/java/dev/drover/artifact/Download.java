package dev.drover.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Copies a stream into a file, with limits on bytes and time. */
final class Download {
    private static final int BUFFER = 64 * 1024;

    private Download() {}

    /**
     * Copies until the end.
     *
     * @param bytes as many as there may be; 0 for no limit
     * @throws ArtifactException when there are more
     */
    static void copy(InputStream in, Path file, long bytes, String what) throws IOException, ArtifactException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            long total = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                total += count;
                if (bytes > 0 && total > bytes) {
                    throw ArtifactException.wrong(what + " is larger than " + bytes + " bytes");
                }
                out.write(buffer, 0, count);
            }
        }
    }

    /** Closes something when its time is over, which ends whoever reads from it. */
    static final class Watchdog implements AutoCloseable {
        private final Thread thread;
        private volatile boolean bitten;

        Watchdog(Duration time, AutoCloseable victim) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(time);
                    bitten = true;
                    victim.close();
                } catch (InterruptedException doneInTime) {
                    // Nothing is left to watch.
                } catch (Exception closed) {
                    // It ends anyway.
                }
            });
        }

        boolean hasBitten() {
            return bitten;
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
