package dev.drover.cli.job;

import dev.drover.cli.CliIo;
import dev.drover.cli.Failure;
import dev.drover.jobspec.hcl.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Fetches the text of job files, from wherever they are. */
record JobSources(CliIo io) {
    /** Far more than any job file; guards against reading a disk image by mistake. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /** A file, an address, or {@code -} for standard input. */
    SourceFile read(String path) throws IOException {
        if (path.equals("-")) {
            return new SourceFile("stdin", text(path, io.in()));
        }
        if (path.startsWith("http://") || path.startsWith("https://")) {
            try (InputStream in = URI.create(path).toURL().openStream()) {
                return new SourceFile(path, text(path, in));
            } catch (IOException | IllegalArgumentException fault) {
                throw unreadable(path, fault.getMessage());
            }
        }
        Path file = io.directory().resolve(path);
        if (Files.isDirectory(file)) {
            throw unreadable(path, "is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new SourceFile(path, text(path, in));
        } catch (NoSuchFileException fault) {
            throw unreadable(path, "no such file or directory");
        }
    }

    private static String text(String path, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw unreadable(path, "larger than " + MAX_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Failure unreadable(String path, @Nullable String reason) {
        return new Failure("Error getting job struct: Error getting jobfile from \"" + path + "\": " + reason);
    }
}
