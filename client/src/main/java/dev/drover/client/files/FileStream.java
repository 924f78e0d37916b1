package dev.drover.client.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Streams any file and, when following, what is added to it. Nobody tells when a task writes to a file of its own, so this looks ten
 * times a second; it says when the file was deleted, and ends, or was truncated, and begins anew.
 */
public final class FileStream {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int LOOKS_PER_HEARTBEAT = 10;

    private final Path file;
    private final String shown;

    /**
     * A stream of one file.
     *
     * @param shown the name that pieces carry
     */
    public FileStream(Path file, String shown) {
        this.file = file;
        this.shown = shown;
    }

    /**
     * Sends the file; when following, until the file is deleted or the sink refuses.
     *
     * @param offset bytes from the start or back from the end
     */
    public void send(long offset, boolean fromEnd, boolean follow, FileChunk.Sink sink)
            throws IOException, InterruptedException {
        long size = Files.size(file);
        long position = fromEnd ? Math.max(0, size - offset) : Math.min(offset, size);
        int quiet = 0;
        while (true) {
            long next;
            try {
                if (Files.size(file) < position) {
                    sink.chunk(FileChunk.event(shown, 0, "file truncated"));
                    position = 0;
                }
                next = drain(position, sink);
            } catch (NoSuchFileException gone) {
                sink.chunk(FileChunk.event(shown, position, "file deleted"));
                return;
            }
            if (!follow) {
                return;
            }
            quiet = next == position ? quiet + 1 : 0;
            position = next;
            if (quiet > 0 && quiet % LOOKS_PER_HEARTBEAT == 0) {
                sink.idle();
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private long drain(long from, FileChunk.Sink sink) throws IOException {
        long position = from;
        try (SeekableByteChannel channel = Files.newByteChannel(file);
                InputStream input = Channels.newInputStream(channel.position(from))) {
            for (byte[] data = input.readNBytes(FileChunk.MAXIMUM_BYTES);
                    data.length > 0;
                    data = input.readNBytes(FileChunk.MAXIMUM_BYTES)) {
                position += data.length;
                sink.chunk(FileChunk.of(shown, position, data));
            }
        }
        return position;
    }
}
