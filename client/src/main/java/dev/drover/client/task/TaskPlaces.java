package dev.drover.client.task;

import dev.drover.driver.FileIsolation;
import dev.drover.template.source.ConfinedFolder;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a path of a job lies on the node. Jobs name files as the task sees them: from its own folder, or below {@code /local}, {@code /secrets} and
 * {@code /alloc} when it sees nothing else. Only the folder of the task and the shared one of its allocation can be meant.
 */
record TaskPlaces(AllocFolders folders, String task, FileIsolation isolation) {
    /** A file below a folder that tasks can write to. */
    record Place(ConfinedFolder folder, Path file) {
        String read() throws IOException {
            return folder.read(file);
        }
    }

    /**
     * Finds a place.
     *
     * @param what for the message
     * @throws SetupException when it lies anywhere else
     */
    Place of(String path, String what) throws SetupException {
        try {
            Path given = Path.of(path);
            Path own = folders.task(task);
            Path whole = given.isAbsolute() ? absolute(given) : own.resolve(given);
            Path place = whole.normalize();
            for (Path root : new Path[] {own, folders.shared()}) {
                if (place.startsWith(root)) {
                    return new Place(new ConfinedFolder(root), root.relativize(place));
                }
            }
        } catch (InvalidPathException fault) {
            throw new SetupException(what + " \"" + path + "\" is no path");
        }
        throw new SetupException(what + " \"" + path + "\" leaves the task's folder");
    }

    private Path absolute(Path path) {
        Path own = folders.task(task);
        if (isolation == FileIsolation.NONE && (path.startsWith(own) || path.startsWith(folders.root()))) {
            return path;
        }
        Path inside = Path.of("/").relativize(path);
        return inside.startsWith("alloc") ? folders.root().resolve(inside) : own.resolve(inside);
    }
}
