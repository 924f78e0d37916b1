package dev.drover.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One output of a task, written into numbered files. A file that is full is followed by the next number and the oldest is deleted,
 * so that a reader who knows the numbers can follow without the writer's help. What arrives is on disk at once; followers in
 * this process are woken through {@link LogActivity}.
 *
 * <p>An instance continues where the last one ended. Safe for use by several threads.
 */
public final class RotatingLog extends OutputStream {
    /** How far before a file's limit a line's end is looked for, so that lines are seldom cut. */
    private static final int LINE_SEARCH_BYTES = 32 * 1024;

    private final LogTarget target;
    private int number;
    private long size;
    private @Nullable OutputStream file;

    /**
     * A place in a log.
     *
     * @param file the number of the file
     * @param bytes how many of its bytes are before the place
     */
    public record Position(int file, long bytes) {}

    private RotatingLog(LogTarget target) {
        this.target = target;
    }

    /**
     * Opens the newest file of the target for appending, or the first one.
     *
     * @throws IOException when the directory or file cannot be written
     */
    public static RotatingLog open(LogTarget target) throws IOException {
        RotatingLog log = new RotatingLog(target);
        if (target.enabled()) {
            Files.createDirectories(target.directory());
            log.number = numbers(target.directory(), target.name()).stream()
                    .max(Integer::compare)
                    .orElse(0);
            log.openFile();
        }
        return log;
    }

    /** The numbers of the files of a log that exist, rising. */
    public static List<Integer> numbers(Path directory, String name) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        String prefix = name + ".";
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(file -> file.startsWith(prefix) && isNumber(file.substring(prefix.length())))
                    .map(file -> Integer.parseInt(file.substring(prefix.length())))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException fault) {
            throw fault.getCause();
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        while (from < end && file != null) {
            int count = Math.toIntExact(Math.min(end - from, Math.max(0, target.maxFileBytes() - size)));
            boolean fills = count < end - from || size + count >= target.maxFileBytes();
            if (fills) {
                count = untilLineEnd(bytes, from, count);
            }
            append(file, bytes, from, count);
            from += count;
            if (fills) {
                rotate();
            }
        }
        LogActivity.announce(target.directory(), target.name());
    }

    private void append(OutputStream to, byte[] bytes, int from, int count) throws IOException {
        try {
            to.write(bytes, from, count);
            size += count;
        } catch (IOException fault) {
            // A disk that is full may have taken some of it.
            size = Files.size(path(number));
            throw fault;
        }
    }

    /** Where the next byte goes. */
    public synchronized Position position() {
        return new Position(number, size);
    }

    /** How many bytes there are behind a place; those in files that are deleted do not count. */
    public synchronized long bytesSince(Position place) throws IOException {
        long bytes = 0;
        for (int each : numbers(target.directory(), target.name())) {
            if (each >= place.file()) {
                bytes += Files.size(path(each));
                bytes -= each == place.file() ? place.bytes() : 0;
            }
        }
        return Math.max(0, bytes);
    }

    private static int untilLineEnd(byte[] bytes, int from, int count) {
        for (int i = from + count - 1; i >= from && i > from + count - LINE_SEARCH_BYTES; i--) {
            if (bytes[i] == '\n') {
                return i - from + 1;
            }
        }
        return count;
    }

    private void rotate() throws IOException {
        if (file != null) {
            file.close();
        }
        number++;
        openFile();
        for (int old : numbers(target.directory(), target.name())) {
            if (old <= number - Math.max(1, target.maxFiles())) {
                Files.deleteIfExists(path(old));
            }
        }
    }

    private void openFile() throws IOException {
        Path path = path(number);
        // The folder is open to the task, which must not lead its writer elsewhere.
        file = Files.newOutputStream(
                path, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        size = Files.size(path);
    }

    private Path path(int fileNumber) {
        return target.directory().resolve(target.name() + "." + fileNumber);
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
        LogActivity.announce(target.directory(), target.name());
    }
}
