package dev.drover.drivers.isolated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program that makes containers as the Open Container Initiative specifies them. {@code crun} starts one in a few milliseconds,
 * {@code runc} in some twenty; both end when the container runs, so nothing but the task itself is left.
 *
 * @param program {@code crun} or {@code runc}, which take the same words here
 */
public record ContainerRuntime(Path program) {
    private static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");
    private static final Path MIXED = Path.of("/sys/fs/cgroup/unified/cgroup.controllers");

    /** The better one that works on this host. */
    public static Optional<ContainerRuntime> find() {
        return (refusedByCrun() ? Optional.<Path>empty() : find("crun"))
                .or(() -> find("runc"))
                .map(ContainerRuntime::new);
    }

    private static Optional<Path> find(String name) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Controllers of both versions at the same time: crun does not start there. */
    private static boolean refusedByCrun() {
        try {
            return Files.exists(MIXED) && !Files.readString(MIXED).isBlank();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private List<String> command(Path state, String... words) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--root", state.toString()));
        command.addAll(List.of(words));
        return command;
    }

    List<String> run(Path state, Bundle bundle, boolean pivot) {
        List<String> command = command(state, "--log", bundle.log().toString(), "run", "--detach");
        if (!pivot) {
            command.add("--no-pivot");
        }
        command.addAll(List.of(
                "--pid-file",
                bundle.pidFile().toString(),
                "--bundle",
                bundle.folder().toString(),
                bundle.name()));
        return command;
    }

    /** @param session folder with a description of the process, which gets its number */
    List<String> execute(Path state, Bundle bundle, Path session) {
        return command(
                state,
                "exec",
                "--pid-file",
                session.resolve("pid").toString(),
                "--process",
                session.resolve("process.json").toString(),
                bundle.name());
    }

    List<String> delete(Path state, String name) {
        return command(state, "delete", "--force", name);
    }
}
