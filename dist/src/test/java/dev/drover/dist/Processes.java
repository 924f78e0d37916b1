package dev.drover.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Processes of this machine by what their command line and environment say. */
public final class Processes {
    private Processes() {}

    /** Those that show a folder: agents, keepers, tasks. */
    public static List<ProcessHandle> in(Path folder) {
        return that(text -> text.contains(folder.toString()));
    }

    /** Those of whose command line and environment something is true. */
    public static List<ProcessHandle> that(Predicate<String> wanted) {
        List<ProcessHandle> found = new ArrayList<>();
        long own = ProcessHandle.current().pid();
        ProcessHandle.allProcesses()
                .filter(each -> each.pid() != own && wanted.test(described(each.pid())))
                .forEach(found::add);
        return found;
    }

    private static String described(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        return content(folder.resolve("cmdline")) + content(folder.resolve("environ"));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException endedMeanwhile) {
            return "";
        }
    }
}
