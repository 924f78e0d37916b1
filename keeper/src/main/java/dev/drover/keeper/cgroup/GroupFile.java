package dev.drover.keeper.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The files through which the kernel shows control groups. A group that is gone reads as empty. */
final class GroupFile {
    /** Links to a folder with no folder in it: its name and its own dot. Every folder in it would add a link, by its two dots. */
    private static final int CHILDLESS = 2;

    private GroupFile() {}

    static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    /** Writes what not every kernel has or allows. */
    static boolean tryWrite(Path file, String text) {
        try {
            write(file, text);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    /** Empty when there is no such file, or {@code max} in it. */
    static OptionalLong number(Path file) {
        return parse(text(file));
    }

    /** Lines of a name and a number. */
    static Map<String, Long> fields(Path file) {
        Map<String, Long> fields = new HashMap<>();
        text(file).lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                parse(line.substring(space + 1)).ifPresent(value -> fields.put(line.substring(0, space), value));
            }
        });
        return fields;
    }

    private static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    /** The groups directly below a group. */
    static List<Path> children(Path folder) {
        try {
            if (Files.getAttribute(folder, "unix:nlink").equals(CHILDLESS)) {
                return List.of();
            }
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.filter(Files::isDirectory).toList();
            }
        } catch (IOException | UncheckedIOException gone) {
            return List.of();
        }
    }

    /** The processes of a group and of all below it. */
    static Stream<Long> processes(Path folder) {
        return Stream.concat(
                text(folder.resolve("cgroup.procs"))
                        .lines()
                        .flatMap(line -> parse(line).stream().boxed()),
                children(folder).stream().flatMap(GroupFile::processes));
    }

    /** Removes a group that has none below it. */
    static void removeAlone(Path folder) {
        boolean ignored = removed(folder); // somebody has made a group in it: it is needed
    }

    /** Removes a group and all below it. False when something still holds one of them. */
    static boolean remove(Path folder) {
        if (removed(folder)) {
            return true;
        }
        boolean gone = true;
        for (Path child : children(folder)) {
            gone &= remove(child);
        }
        return gone && removed(folder);
    }

    private static boolean removed(Path folder) {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (IOException busy) {
            return false;
        }
    }
}
