package dev.drover.cli.debug;

import dev.drover.model.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** The files of one capture, below one folder. Many threads may write at once, each to files of its own. */
final class DebugBundle {
    private final Path folder;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private boolean finished;

    DebugBundle(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void json(String name, byte[] content) {
        write(name, Redaction.json(content));
    }

    void write(String name, byte[] content) {
        try {
            Files.write(file(name), content);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Adds a line to a file; none after the end of the capture. */
    synchronized void line(String name, String line) throws IOException {
        if (!finished) {
            Files.writeString(
                    file(name), Redaction.text(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** What could not be captured: it is told at the end and goes into the bundle, and the rest is captured all the same. */
    void missing(String what, String why) {
        problems.add(what + ": " + why);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    /** Ends the capture, and adds the list of all files and of what is missing. */
    synchronized void finish() throws IOException {
        finished = true;
        write(
                "index.json",
                (Json.writePretty(Map.of("Files", names(), "Missing", problems())) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Packs the folder into an archive and deletes it. */
    void pack(Path archive) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(file))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String name : names()) {
                Path from = folder.resolve(name);
                tar.putArchiveEntry(new TarArchiveEntry(from.toFile(), folder.getFileName() + "/" + name));
                Files.copy(from, tar);
                tar.closeArchiveEntry();
            }
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
