package dev.drover.client.files;

import dev.drover.client.files.FileAccessException.Reason;
import dev.drover.client.task.AllocFolders;
import dev.drover.model.api.AllocFileInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one allocation as others may see them: nothing above its folder, however links and dots are put, and never the secrets of
 * its tasks.
 */
public final class AllocFiles {
    private final Path root;

    public AllocFiles(AllocFolders folders) {
        this.root = folders.root();
    }

    /** The entries of a folder by name. */
    public List<AllocFileInfo> list(String path) throws FileAccessException, IOException {
        Path folder = resolve(path);
        if (!Files.isDirectory(folder)) {
            throw new FileAccessException(Reason.INVALID, "\"" + path + "\" is not a directory");
        }
        List<AllocFileInfo> infos = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                infos.add(info(entry));
            }
        }
        return infos;
    }

    public AllocFileInfo stat(String path) throws FileAccessException, IOException {
        return info(resolve(path));
    }

    /** The content of a file from a position on. The caller closes it. */
    public InputStream open(String path, long offset) throws FileAccessException, IOException {
        if (offset < 0) {
            throw new FileAccessException(Reason.INVALID, "the offset must not be negative");
        }
        Path file = resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new FileAccessException(Reason.INVALID, "\"" + path + "\" is not a file");
        }
        SeekableByteChannel channel = Files.newByteChannel(file);
        return Channels.newInputStream(channel.position(offset));
    }

    /**
     * The place of a path on this host, for which all rules hold.
     *
     * @throws FileAccessException when it leaves the folder, is a secret, or does not exist
     */
    public Path resolve(String path) throws FileAccessException, IOException {
        Path wanted = root.resolve("./" + path).normalize();
        refuse(wanted, root, path);
        if (!Files.exists(wanted)) {
            throw new FileAccessException(Reason.NOT_FOUND, "file \"" + path + "\" does not exist in the allocation");
        }
        Path real = wanted.toRealPath();
        refuse(real, root.toRealPath(), path);
        return real;
    }

    private static void refuse(Path place, Path root, String path) throws FileAccessException {
        if (!place.startsWith(root)) {
            throw new FileAccessException(Reason.REFUSED, "Path escapes the alloc directory: \"" + path + "\"");
        }
        Path relative = root.relativize(place);
        boolean isPrivate = relative.getNameCount() >= 2
                && AllocFolders.PRIVATE.contains(relative.getName(1).toString())
                && !relative.getName(0).toString().equals("alloc");
        if (isPrivate) {
            throw new FileAccessException(Reason.REFUSED, "Reading secret file prohibited: \"" + path + "\"");
        }
    }

    private static AllocFileInfo info(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String permissions =
                PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        boolean sticky = ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 01000) != 0;
        String kind = (attributes.isDirectory() ? "d" : attributes.isSymbolicLink() ? "L" : "") + (sticky ? "t" : "");
        String guess = attributes.isRegularFile()
                ? URLConnection.guessContentTypeFromName(String.valueOf(path.getFileName()))
                : "";
        return new AllocFileInfo(
                String.valueOf(path.getFileName()),
                attributes.isDirectory(),
                attributes.size(),
                (kind.isEmpty() ? "-" : kind) + permissions,
                attributes.lastModifiedTime().toInstant(),
                guess == null ? "application/octet-stream" : guess);
    }
}
