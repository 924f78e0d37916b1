package dev.drover.client.task;

import dev.drover.artifact.ArtifactException;
import dev.drover.artifact.ArtifactFetcher;
import dev.drover.artifact.ArtifactRequest;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.job.TaskArtifact;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Fetches the artifacts of a task, each into a folder that only the agent can reach, and then puts it in place. It is done once in the life of a
 * task on its node: a restart finds the files as the task left them.
 */
final class TaskArtifacts {
    /** In the task's private folder; says that everything is there. */
    private static final String DONE = "artifacts-done";

    private final ArtifactFetcher fetcher;
    private final AllocFolders folders;
    private final TaskPlaces places;
    private final Interpolation interpolation;
    private final TaskSpec spec;

    TaskArtifacts(ArtifactFetcher fetcher, TaskPlaces places, Interpolation interpolation, TaskSpec spec) {
        this.fetcher = fetcher;
        this.folders = places.folders();
        this.places = places;
        this.interpolation = interpolation;
        this.spec = spec;
    }

    /**
     * Fetches what is not there yet.
     *
     * @throws ArtifactException when one cannot be fetched
     */
    void fetch(TaskEvents events, Consumer<TaskEvent> tell)
            throws ArtifactException, SetupException, IOException, InterruptedException {
        List<TaskArtifact> artifacts = spec.task().artifacts();
        Path done = folders.task(spec.task().name()).resolve("private").resolve(DONE);
        if (artifacts.isEmpty() || Files.exists(done, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        tell.accept(events.downloadingArtifacts());
        for (TaskArtifact artifact : artifacts) {
            fetch(artifact);
        }
        Files.createFile(done);
    }

    private void fetch(TaskArtifact artifact)
            throws ArtifactException, SetupException, IOException, InterruptedException {
        String destination = artifact.relativeDest().isEmpty() ? "local/" : artifact.relativeDest();
        TaskPlaces.Place place = places.of(interpolation.text(destination), "artifact destination");
        Path staging = Files.createTempDirectory(folders.root(), ".artifact-");
        try {
            ArtifactFetcher.Fetched fetched = fetcher.fetch(request(artifact), staging);
            if (artifact.chown() && !spec.task().user().isEmpty()) {
                own(fetched.tree(), interpolation.text(spec.task().user()));
            }
            Path target = fetched.name().map(place.file()::resolve).orElse(place.file());
            place.folder().place(fetched.tree(), target);
        } finally {
            new AllocFolders(staging).delete();
        }
    }

    private ArtifactRequest request(TaskArtifact artifact) throws ArtifactException {
        return new ArtifactRequest(
                interpolation.text(artifact.getterSource()),
                texts(artifact.getterOptions()),
                texts(artifact.getterHeaders()),
                mode(artifact.getterMode()),
                artifact.getterInsecure());
    }

    private Map<String, String> texts(Map<String, String> texts) {
        Map<String, String> result = new LinkedHashMap<>();
        texts.forEach((name, text) -> result.put(interpolation.text(name), interpolation.text(text)));
        return result;
    }

    private static ArtifactRequest.Mode mode(String mode) throws ArtifactException {
        return switch (mode) {
            case "", "any" -> ArtifactRequest.Mode.ANY;
            case "file" -> ArtifactRequest.Mode.FILE;
            case "dir" -> ArtifactRequest.Mode.DIR;
            default ->
                throw ArtifactException.wrong("artifact mode \"" + mode + "\" is not known; use any, file or dir");
        };
    }

    private static void own(Path tree, String user) throws IOException {
        UserPrincipal owner =
                tree.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(folder, owner);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setAttribute(file, "posix:owner", owner, LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
