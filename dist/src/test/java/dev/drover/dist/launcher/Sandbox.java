package dev.drover.dist.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A folder in which the launcher sees no JDK and no cache but those that a test makes. */
final class Sandbox {
    static final Path ROOT =
            Path.of(System.getProperty("drover.root", "..")).toAbsolutePath().normalize();

    /** What Maven assembles: the installed program. */
    static final Path ASSEMBLY = ROOT.resolve("dist/target/drover");

    /** Says its process id and its words; asked for an AOT cache it writes one. */
    private static final String FAKE_JAVA = """
            #!/bin/sh
            for word in "$@"; do
              case $word in
              -XX:AOTCacheOutput=*) : >"${word#*=}"; exit ;;
              esac
            done
            echo "pid $$"
            printf 'word %s\\n' "$@"
            """;

    private static final List<String> TOOLS = List.of(
            "sh",
            "readlink",
            "cksum",
            "mkdir",
            "mv",
            "rm",
            "cat",
            "cp",
            "date",
            "find",
            "touch",
            "tar",
            "gzip",
            "sha256sum",
            "cut",
            "flock",
            "nice",
            "uname",
            "sleep");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** What one run of a program left behind. */
    record Result(long pid, int exitCode, String output, String errors) {}

    Sandbox(Path folder) {
        this.folder = folder;
        Path tools = folder.resolve("tools");
        createFolder(tools);
        for (String tool : TOOLS) {
            Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .ifPresent(found -> script(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n"));
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("DROVER_CACHE", cache().toString());
        environment.put("DROVER_JDK_FOLDERS", folder.resolve("jdks").toString());
        environment.put("DROVER_TRAIN", "no");
    }

    Path folder() {
        return folder;
    }

    Path cache() {
        return folder.resolve("cache");
    }

    Sandbox with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Makes a folder that looks like a JDK; its java only repeats its words. */
    Path fakeJdk(String name, String version) {
        Path home = folder.resolve(name);
        write(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), FAKE_JAVA);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        return home;
    }

    /** An installed program: the launcher beside a drover.jar. */
    Path fakeInstallation(String buildId) {
        Path home = folder.resolve("installed");
        write(home.resolve("drover.jar"), "");
        write(home.resolve("build-id"), buildId + "\n");
        return copyLauncher(home);
    }

    static Path copyLauncher(Path target) {
        createFolder(target);
        try {
            Path launcher = target.resolve("drover");
            if (!Files.exists(launcher)) {
                Files.copy(ROOT.resolve("drover"), launcher);
            }
            return launcher;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process start(Path program, String... words) {
        List<String> command =
                Stream.concat(Stream.of(program.toString()), Stream.of(words)).toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(Path program, String... words) {
        Process process = start(program, words);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            return new Result(
                    process.pid(),
                    process.exitValue(),
                    Files.readString(folder.resolve("output")),
                    Files.readString(folder.resolve("errors")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void write(Path file, String text) {
        createFolder(file.resolveSibling(""));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void script(Path file, String text) {
        write(file, text);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                createFolder(target.resolveSibling(""));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
