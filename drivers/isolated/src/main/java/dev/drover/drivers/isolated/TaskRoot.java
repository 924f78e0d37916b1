package dev.drover.drivers.isolated;

import dev.drover.driver.DriverException;
import dev.drover.driver.HostUser;
import dev.drover.driver.TaskLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Map;

/**
 * The task's folder as its root. Folders of the host are mounted into it, in a namespace that only the task has; links of the host, such as
 * that from {@code /bin} to {@code /usr/bin}, are made again.
 */
record TaskRoot(TaskLaunch.Directories folders) {
    void prepare(Map<Path, String> chroot, HostUser user) throws DriverException {
        try {
            for (Map.Entry<Path, String> entry : chroot.entrySet()) {
                if (MountTable.isLink(entry.getKey())) {
                    link(entry.getKey(), entry.getValue());
                }
            }
            give(folders.secrets(), user);
        } catch (IOException fault) {
            throw new DriverException("the task's root cannot be made: " + fault, true);
        }
    }

    private void link(Path original, String inside) throws IOException {
        Path link = folders.task().resolve(inside.substring(1));
        Path target = Files.readSymbolicLink(original);
        boolean same =
                Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target);
        if (!same && !Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, target);
        }
    }

    /** The folder of secrets is its owner's only. */
    private static void give(Path folder, HostUser user) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(folder, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (user.id() != 0 && view.getOwner().getName().equals("root")) {
            view.setOwner(folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user.name()));
        }
    }

    /** A program that came with the task is found in its folders first, everything else by the search path inside. */
    String find(String program) {
        for (String folder : program.startsWith("/") ? List.<String>of() : List.of("local", "")) {
            Path file = folders.task().resolve(folder).resolve(program);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return (folder.isEmpty() ? "/" : "/" + folder + "/") + program;
            }
        }
        return program;
    }
}
