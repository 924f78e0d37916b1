package dev.drover.drivers.java;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests run in a task. */
final class Hello {
    private Hello() {}

    public static void main(String[] words) throws IOException {
        System.out.println(System.getProperty("greeting") + " from " + System.getProperty("user.name") + ": "
                + String.join("|", words));
        String copied = System.getProperty("copy");
        if (copied != null) {
            Path from = Path.of(copied);
            Files.copy(from, Path.of("/data/deep/written"));
            System.out.println(Files.isWritable(from) ? "and may write" : "and may not write");
        }
        System.exit(5);
    }
}
