package dev.drover.artifact;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at what was fetched: every link must stay inside, also those that lead over other links, and there must be nothing but files, folders and links. */
final class Inspection extends SimpleFileVisitor<Path> {
    private static final int MAX_LINKS = 40;

    private final Path root;

    private Inspection(Path root) {
        this.root = root;
    }

    static void check(Path tree) throws IOException, ArtifactException {
        try {
            Files.walkFileTree(tree, new Inspection(tree.toRealPath()));
        } catch (LeadsOut fault) {
            throw ArtifactException.wrong(String.valueOf(fault.getMessage()));
        }
    }

    /** Carries the verdict through the walk. */
    private static final class LeadsOut extends IOException {
        private static final long serialVersionUID = 1L;

        LeadsOut(String message) {
            super(message);
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            follow(Objects.requireNonNull(file.getParent()).toRealPath(), Files.readSymbolicLink(file), file, 0);
        } else if (attributes.isOther()) {
            throw new LeadsOut("\"" + file.getFileName() + "\" is a device or pipe, which artifacts must not hold");
        }
        return FileVisitResult.CONTINUE;
    }

    /** Goes where the kernel would go, and returns the place, which need not exist. */
    private Path follow(Path from, Path target, Path link, int depth) throws IOException {
        if (target.isAbsolute() || depth > MAX_LINKS) {
            throw leadsOut(link);
        }
        Path at = from;
        for (Path part : target) {
            if (part.toString().equals("..")) {
                at = at.getParent();
            } else if (!part.toString().isEmpty() && !part.toString().equals(".")) {
                Path next = at.resolve(part);
                at = Files.isSymbolicLink(next) ? follow(at, Files.readSymbolicLink(next), link, depth + 1) : next;
            }
            if (at == null || !at.startsWith(root)) {
                throw leadsOut(link);
            }
        }
        return at;
    }

    private LeadsOut leadsOut(Path link) throws IOException {
        return new LeadsOut("the link \"" + link.getFileName() + "\" leads to \"" + Files.readSymbolicLink(link)
                + "\", out of the artifact");
    }

    /** Deletes a tree, without following links. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
