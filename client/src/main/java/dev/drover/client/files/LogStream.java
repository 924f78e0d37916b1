package dev.drover.client.files;

import dev.drover.driver.LogActivity;
import dev.drover.driver.RotatingLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Reads one log of a task across its files. Following wakes when something is written; since the writer may live in another process,
 * such as the node's keeper, it also looks by itself.
 */
public final class LogStream {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final Path directory;
    private final String name;
    private final BooleanSupplier writerEnded;

    /**
     * A stream of one output.
     *
     * @param name such as {@code web.stdout}
     * @param writerEnded true when nothing more will be written
     */
    public LogStream(Path directory, String name, BooleanSupplier writerEnded) {
        this.directory = directory;
        this.name = name;
        this.writerEnded = writerEnded;
    }

    /**
     * Sends the log and returns when all is sent; when following, when the task has ended too.
     *
     * @param offset bytes from the oldest file's start, or back from the newest file's end
     */
    public void send(long offset, boolean fromEnd, boolean follow, FileChunk.Sink sink)
            throws IOException, InterruptedException {
        try (LogActivity activity = LogActivity.follow(directory, name)) {
            Position position = start(offset, fromEnd);
            long lastNews = System.nanoTime();
            while (true) {
                long seen = activity.version();
                // Asked before reading: what is written before the end must be read after it was seen.
                boolean ended = !follow || writerEnded.getAsBoolean();
                Position next = drain(position, sink);
                boolean moved = !next.equals(position);
                position = next;
                if (ended) {
                    return;
                }
                if (moved) {
                    lastNews = System.nanoTime();
                } else {
                    activity.await(seen, LOOK);
                    if (System.nanoTime() - lastNews >= HEARTBEAT.toNanos()) {
                        lastNews = System.nanoTime();
                        sink.idle();
                    }
                }
            }
        }
    }

    private record Position(int file, long offset) {}

    private Position start(long offset, boolean fromEnd) throws IOException {
        List<Integer> numbers = RotatingLog.numbers(directory, name);
        if (numbers.isEmpty()) {
            return new Position(0, 0);
        }
        long total = 0;
        for (int number : numbers) {
            total += size(number);
        }
        long remaining = fromEnd ? Math.max(0, total - offset) : Math.min(offset, total);
        for (int number : numbers) {
            long size = size(number);
            if (remaining < size || number == numbers.getLast()) {
                return new Position(number, remaining);
            }
            remaining -= size;
        }
        return new Position(numbers.getLast(), 0);
    }

    private long size(int number) throws IOException {
        Path file = path(number);
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private Path path(int number) {
        return directory.resolve(name + "." + number);
    }

    /** Sends what is there, through to the newest file. */
    private Position drain(Position from, FileChunk.Sink sink) throws IOException {
        Position position = from;
        while (true) {
            position = drainFile(position, sink);
            int current = position.file();
            List<Integer> later = RotatingLog.numbers(directory, name).stream()
                    .filter(number -> number > current)
                    .toList();
            if (later.isEmpty()) {
                return position;
            }
            // The writer moved on, perhaps after the file was read to its end: look once more before leaving it.
            drainFile(position, sink);
            position = new Position(later.getFirst(), 0);
        }
    }

    private Position drainFile(Position from, FileChunk.Sink sink) throws IOException {
        long offset = from.offset();
        String shown = "alloc/logs/" + name + "." + from.file();
        try (SeekableByteChannel channel = Files.newByteChannel(path(from.file()));
                InputStream input = Channels.newInputStream(channel.position(offset))) {
            for (byte[] data = input.readNBytes(FileChunk.MAXIMUM_BYTES);
                    data.length > 0;
                    data = input.readNBytes(FileChunk.MAXIMUM_BYTES)) {
                offset += data.length;
                sink.chunk(FileChunk.of(shown, offset, data));
            }
        } catch (NoSuchFileException gone) {
            // Not written yet, or rotated away: the next number, when there is one, is read instead.
            return from;
        }
        return new Position(from.file(), offset);
    }
}
