package dev.drover.cli.operator;

import dev.drover.cli.CliIo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** What a raw call sends: {@code -} for standard input, {@code @file}, or the text itself. */
final class RequestBody {
    private RequestBody() {}

    static byte[] of(CliIo io, String argument) throws IOException {
        if (argument.equals("-")) {
            return io.in().readAllBytes();
        }
        return argument.startsWith("@")
                ? Files.readAllBytes(io.directory().resolve(argument.substring(1)))
                : argument.getBytes(StandardCharsets.UTF_8);
    }
}
