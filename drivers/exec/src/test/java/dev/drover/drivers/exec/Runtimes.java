package dev.drover.drivers.exec;

import dev.drover.drivers.isolated.ContainerRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The runtimes of this host. */
final class Runtimes {
    private static final Path CRUN = Path.of("/usr/bin/crun");
    private static final Path RUNC = Path.of("/usr/sbin/runc");

    private Runtimes() {}

    /** Where crun refuses the mix of both versions of control groups, it is started where it sees but one. */
    static List<ContainerRuntime> all(Path folder) throws IOException {
        List<ContainerRuntime> runtimes = new ArrayList<>();
        if (Files.isExecutable(RUNC)) {
            runtimes.add(new ContainerRuntime(RUNC));
        }
        if (Files.isExecutable(CRUN)) {
            boolean direct = ContainerRuntime.find()
                    .filter(found -> found.program().equals(CRUN))
                    .isPresent();
            runtimes.add(new ContainerRuntime(direct ? CRUN : wrapped(folder)));
        }
        return runtimes;
    }

    private static Path wrapped(Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("crun"), """
                #!/bin/sh
                exec unshare --mount sh -c 'umount /sys/fs/cgroup/unified; exec /usr/bin/crun "$@"' crun "$@"
                """);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
