package dev.drover.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * The folder into which an archive is unpacked. Nothing is ever written through a link, and what leads out of the folder is refused, so
 * an archive can do no harm outside of it. Files get the nine usual permissions and nothing that runs as somebody else.
 */
final class Unpacked {
    private static final int BUFFER = 64 * 1024;
    private static final int DEFAULT_FILE_MODE = 0644;

    private final Path root;
    private final ArtifactLimits limits;
    private final byte[] buffer = new byte[BUFFER];
    private long bytes;
    private long files;

    Unpacked(Path root, ArtifactLimits limits) {
        this.root = root;
        this.limits = limits;
    }

    void folder(String name) throws IOException, ArtifactException {
        count();
        makeFolders(place(name));
    }

    void file(String name, int mode, InputStream content) throws IOException, ArtifactException {
        count();
        Path file = place(name);
        prepare(file);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                bytes += count;
                if (limits.unpackedBytes() > 0 && bytes > limits.unpackedBytes()) {
                    throw ArtifactException.wrong(
                            "the archive unpacks to more than " + limits.unpackedBytes() + " bytes");
                }
                out.write(buffer, 0, count);
            }
        }
        Files.setPosixFilePermissions(file, permissions(mode == 0 ? DEFAULT_FILE_MODE : mode));
    }

    /** A link by name: where it leads is looked at when all is unpacked. */
    void link(String name, String target) throws IOException, ArtifactException {
        count();
        Path link = place(name);
        prepare(link);
        if (target.startsWith("/") || target.indexOf(0) >= 0) {
            throw leadsOut(name, target);
        }
        Files.createSymbolicLink(link, Path.of(target));
    }

    /** A second name of a file that was unpacked before. */
    void hardLink(String name, String target) throws IOException, ArtifactException {
        count();
        Path file = place(target);
        requirePlainFolders(file);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw leadsOut(name, target);
        }
        Path link = place(name);
        prepare(link);
        Files.createLink(link, file);
    }

    private static ArtifactException leadsOut(String name, String target) {
        return ArtifactException.wrong("the link \"" + name + "\" leads to \"" + target + "\", out of the artifact");
    }

    private void count() throws ArtifactException {
        if (limits.unpackedFiles() > 0 && ++files > limits.unpackedFiles()) {
            throw ArtifactException.wrong("the archive holds more than " + limits.unpackedFiles() + " files");
        }
    }

    private Path place(String name) throws ArtifactException {
        try {
            for (String part : name.split("/", -1)) {
                if (part.equals("..")) {
                    throw ArtifactException.wrong("\"" + name + "\" leads out of the archive");
                }
            }
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                throw ArtifactException.wrong("\"" + name + "\" is an absolute name, which archives must not hold");
            }
            return root.resolve(path).normalize();
        } catch (InvalidPathException fault) {
            throw ArtifactException.wrong("\"" + name + "\" is no name of a file");
        }
    }

    private void prepare(Path file) throws IOException, ArtifactException {
        if (file.equals(root)) {
            throw ArtifactException.wrong("the archive holds a file without a name");
        }
        makeFolders(file.getParent() == null ? root : file.getParent());
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(file);
        }
    }

    private void makeFolders(Path folder) throws IOException, ArtifactException {
        requirePlainFolders(folder.resolve("x"));
        Files.createDirectories(folder);
    }

    /** None of the folders above a file may be a link. */
    private void requirePlainFolders(Path file) throws ArtifactException {
        Path at = root;
        for (Path part : root.relativize(file)) {
            if (Files.isSymbolicLink(at)) {
                throw ArtifactException.wrong(
                        "\"" + root.relativize(file) + "\" lies behind the link \"" + root.relativize(at) + "\"");
            }
            at = at.resolve(part);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode & (0400 >> i)) != 0) {
                permissions.add(all[i]);
            }
        }
        permissions.add(PosixFilePermission.OWNER_READ);
        permissions.add(PosixFilePermission.OWNER_WRITE);
        return permissions;
    }
}
