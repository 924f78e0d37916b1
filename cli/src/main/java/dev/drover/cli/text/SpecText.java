package dev.drover.cli.text;

import dev.drover.cli.CliIo;
import dev.drover.cli.Failure;
import dev.drover.jobspec.SpecFile;
import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Function;

/** A file that describes something, in HCL or in the JSON of the API, or {@code -} for standard input. */
public record SpecText(SourceFile source) {
    /** Far more than any such file. */
    private static final int MAX_BYTES = 1024 * 1024;

    /** Reads the file. */
    public static SpecText read(CliIo io, String path) {
        try (InputStream in =
                path.equals("-") ? io.in() : Files.newInputStream(io.directory().resolve(path))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new Failure("Error reading file: " + path + " is larger than " + MAX_BYTES + " bytes");
            }
            return new SpecText(
                    new SourceFile(path.equals("-") ? "stdin" : path, new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException fault) {
            throw new Failure("Error reading file: " + path + ": no such file, or it cannot be read");
        }
    }

    /** What it describes. */
    public <T> T parse(boolean json, Class<T> type, Function<SourceFile, SpecFile<T>> hcl) {
        if (json || source.text().stripLeading().startsWith("{")) {
            try {
                return Json.read(type, source.text().getBytes(StandardCharsets.UTF_8));
            } catch (WireException fault) {
                throw new Failure("Error parsing " + source.name() + ": " + fault.getMessage());
            }
        }
        SpecFile<T> file = hcl.apply(source);
        return file.value().orElseThrow(() -> new Failure("Error parsing " + source.name() + ":\n" + file.explain()));
    }
}
