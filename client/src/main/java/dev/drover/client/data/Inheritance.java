package dev.drover.client.data;

import dev.drover.client.task.AllocFolders;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.job.EphemeralDisk;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Gives an allocation the data of the one that it follows: {@code alloc/data} and the {@code local} folders of its tasks. On the same node
 * they are moved where the disk is {@code sticky}; from another node they are fetched where it says {@code migrate}. Each folder is moved
 * as a whole, and only into one that is empty, so that doing it again after a crash goes on where it ended.
 */
public record Inheritance(Path allocDir, RemoteData remote) {
    private static final System.Logger LOGGER = System.getLogger(Inheritance.class.getName());

    /**
     * Takes over what there is. Without its data an allocation starts with empty folders.
     *
     * @param own folders of the allocation, whose shared ones exist
     * @return what went wrong, in words for the events of its tasks
     */
    public Optional<String> take(Allocation allocation, TaskGroup group, AllocFolders own) throws InterruptedException {
        String previous = allocation.previousAllocation();
        EphemeralDisk disk = group.ephemeralDisk();
        if (previous.isEmpty() || disk == null) {
            return Optional.empty();
        }
        AllocFolders here = new AllocFolders(allocDir.resolve(previous));
        try {
            if (Files.isDirectory(here.root())) {
                if (Boolean.TRUE.equals(disk.sticky())) {
                    move(here, own, group);
                }
            } else if (Boolean.TRUE.equals(disk.migrate())) {
                fetch(previous, own, group);
            }
            return Optional.empty();
        } catch (IOException fault) {
            LOGGER.log(
                    Level.WARNING,
                    "allocation {0} starts without the data of {1}: {2}",
                    allocation.id(),
                    previous,
                    fault.getMessage());
            return Optional.of("the data of the previous allocation " + previous
                    + " could not be taken over, so the disk is empty: " + fault.getMessage());
        }
    }

    private void fetch(String previous, AllocFolders own, TaskGroup group) throws IOException, InterruptedException {
        AllocFolders staging = new AllocFolders(own.root().resolve(".previous"));
        staging.delete();
        try (InputStream archive = remote.open(previous)) {
            Files.createDirectories(staging.root());
            DataArchive.read(archive, staging.root());
            move(staging, own, group);
        } finally {
            staging.delete();
        }
    }

    private static void move(AllocFolders from, AllocFolders to, TaskGroup group) throws IOException {
        move(from.data(), to.data());
        for (Task task : group.tasks()) {
            if (Files.isDirectory(from.local(task.name()), LinkOption.NOFOLLOW_LINKS)) {
                to.createRoot(task.name());
                move(from.local(task.name()), to.local(task.name()));
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            // Only an empty folder gives way.
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
