package dev.drover.drivers.java;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java of this host.
 *
 * @param program the file itself, without links
 * @param version such as {@code 25.0.1}
 * @param runtime what the second line of its version says
 * @param machine what the third line says
 */
record JavaInstallation(Path program, String version, String runtime, String machine) {
    private static final Pattern VERSION = Pattern.compile("version \"([^\"]+)\"");
    private static final long ANSWER_SECONDS = 10;

    /** That of {@code JAVA_HOME}, or else the first of the search path. */
    static Optional<Path> find() {
        String home = System.getenv().getOrDefault("JAVA_HOME", "");
        if (!home.isEmpty() && Files.isExecutable(Path.of(home, "bin", "java"))) {
            return real(Path.of(home, "bin", "java"));
        }
        for (String folder :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder, "java");
            if (Files.isExecutable(program)) {
                return real(program);
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> real(Path program) {
        try {
            return Optional.of(program.toRealPath());
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /** Asks the program; empty when it does not answer as a Java does. */
    static Optional<JavaInstallation> ask(Path program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program.toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            List<String> lines = process.inputReader().readAllLines();
            if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return read(program, lines);
        } catch (IOException fault) {
            return Optional.empty();
        }
    }

    static Optional<JavaInstallation> read(Path program, List<String> lines) {
        for (int i = 0; i + 2 < lines.size(); i++) {
            Matcher version = VERSION.matcher(lines.get(i));
            if (version.find()) {
                return Optional.of(new JavaInstallation(
                        program,
                        version.group(1),
                        lines.get(i + 1).strip(),
                        lines.get(i + 2).strip()));
            }
        }
        return Optional.empty();
    }

    /** The folder of all its files. */
    Path home() {
        Path folder = program.getParent();
        Path home = folder == null ? null : folder.getParent();
        return home == null ? program : home;
    }
}
