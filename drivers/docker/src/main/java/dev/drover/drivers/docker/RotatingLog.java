package dev.drover.drivers.docker;

import dev.drover.driver.LogTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.stream.Stream;

/** One output of a task in files of bounded size and number. A second opening goes on where the first has ended. */
final class RotatingLog implements AutoCloseable {
    private final LogTarget target;
    private int index;
    private long size;
    private OutputStream file;

    RotatingLog(LogTarget target) throws IOException {
        this.target = target;
        Files.createDirectories(target.directory());
        this.index = newestIndex();
        this.file = open();
        this.size = Files.size(path(index));
    }

    void write(byte[] bytes, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (size >= target.maxFileBytes()) {
                next();
            }
            int part = (int) Math.min(length - written, target.maxFileBytes() - size);
            file.write(bytes, written, part);
            written += part;
            size += part;
        }
    }

    /** When something was written last, or the epoch when nothing was. */
    Instant lastWritten() throws IOException {
        return index == 0 && size == 0
                ? Instant.EPOCH
                : Files.getLastModifiedTime(path(index)).toInstant();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void next() throws IOException {
        file.close();
        index++;
        size = 0;
        file = open();
        int oldest = index - target.maxFiles();
        if (oldest >= 0) {
            Files.deleteIfExists(path(oldest));
        }
    }

    private OutputStream open() throws IOException {
        return Files.newOutputStream(path(index), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path path(int number) {
        return target.directory().resolve(target.name() + "." + number);
    }

    private int newestIndex() throws IOException {
        String prefix = target.name() + ".";
        try (Stream<Path> files = Files.list(target.directory())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(prefix))
                    .map(name -> name.substring(prefix.length()))
                    .filter(number -> number.matches("\\d{1,9}"))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
