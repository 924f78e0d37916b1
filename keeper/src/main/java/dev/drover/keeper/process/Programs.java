package dev.drover.keeper.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds programs as a shell does. Asked before a start, since a process that cannot execute fails too late and too quietly. */
final class Programs {
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Programs() {}

    /** The executable file of a name or path. A relative path starts at the working directory. */
    static Optional<Path> find(String program, String searchPath, Path workingDirectory) {
        if (program.contains("/")) {
            return Optional.of(workingDirectory.resolve(program)).filter(Programs::isProgram);
        }
        for (String directory : (searchPath.isEmpty() ? USUAL_PATH : searchPath).split(":", -1)) {
            Path candidate = workingDirectory.resolve(directory).resolve(program);
            if (isProgram(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
