package dev.drover.client.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small files of the kernel. What cannot be read is empty: a host that does not say is no error. */
final class ProcFile {
    private ProcFile() {}

    static String text(String path) {
        try {
            return new String(Files.readAllBytes(Path.of(path)), StandardCharsets.UTF_8).trim();
        } catch (IOException absent) {
            return "";
        }
    }

    static List<String> lines(String path) {
        return text(path).lines().toList();
    }

    /** The number in a text, or 0. */
    static double number(String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
