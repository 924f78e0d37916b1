package dev.drover.client.data;

import dev.drover.client.task.AllocFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The data of an allocation as a tar archive: {@code alloc/data} and {@code <task>/local}, with owners and permissions. A failure in the
 * midst of it is told by a last entry with the reason, since whoever reads it has the beginning already.
 *
 * <p>Reading trusts nothing: names that lead out, files behind links, devices and rights to run as somebody else are refused or left out.
 */
public final class DataArchive {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final int PERMISSIONS = 01777;
    private static final int LONGEST_REASON = 4096;

    private DataArchive() {}

    private static String failureName(String allocationId) {
        return "NOMAD-" + allocationId + "-ERROR.log";
    }

    /** Writes all that the folders of an allocation hold for its followers. */
    public static void write(AllocFolders folders, Collection<String> tasks, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        List<Path> tops = new ArrayList<>(List.of(folders.data()));
        tasks.forEach(task -> tops.add(folders.local(task)));
        try {
            for (Path top : tops) {
                if (Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
                    Files.walkFileTree(top, new Writer(folders.root(), tar));
                }
            }
        } catch (UnreadableException fault) {
            String id = String.valueOf(folders.root().getFileName());
            byte[] reason = String.valueOf(fault.getMessage()).getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry(failureName(id));
            entry.setSize(reason.length);
            tar.putArchiveEntry(entry);
            tar.write(reason);
            tar.closeArchiveEntry();
        }
        tar.finish();
        out.flush();
    }

    /** A file cannot be read, though the archive could still be written. */
    private static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    private static final class Writer extends SimpleFileVisitor<Path> {
        private final Path root;
        private final TarArchiveOutputStream tar;

        Writer(Path root, TarArchiveOutputStream tar) {
            this.root = root;
            this.tar = tar;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            tar.putArchiveEntry(entry(folder, root.relativize(folder) + "/", attributes));
            tar.closeArchiveEntry();
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = root.relativize(file).toString();
            if (attributes.isSymbolicLink()) {
                TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
                link.setLinkName(Files.readSymbolicLink(file).toString());
                describe(link, file, attributes);
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            } else if (attributes.isRegularFile()) {
                content(file, entry(file, name, attributes));
            }
            // Sockets and pipes belong to processes that are gone.
            return FileVisitResult.CONTINUE;
        }

        /** A file that grows or shrinks meanwhile has the length that it had in the beginning. */
        private void content(Path file, TarArchiveEntry entry) throws IOException {
            try (InputStream in = read(file)) {
                tar.putArchiveEntry(entry);
                byte[] buffer = new byte[64 * 1024];
                long left = entry.getSize();
                while (left > 0) {
                    int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (count < 0) {
                        tar.write(new byte[(int) Math.min(buffer.length, left)]);
                        left -= Math.min(buffer.length, left);
                    } else {
                        tar.write(buffer, 0, count);
                        left -= count;
                    }
                }
                tar.closeArchiveEntry();
            }
        }

        private static InputStream read(Path file) throws UnreadableException {
            try {
                return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
            } catch (IOException fault) {
                throw new UnreadableException(fault);
            }
        }

        private static TarArchiveEntry entry(Path file, String name, BasicFileAttributes attributes)
                throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(attributes.isRegularFile() ? attributes.size() : 0);
            describe(entry, file, attributes);
            return entry;
        }

        private static void describe(TarArchiveEntry entry, Path file, BasicFileAttributes attributes)
                throws IOException {
            Map<String, Object> unix = Files.readAttributes(file, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            entry.setMode((Integer) unix.getOrDefault("mode", 0) & PERMISSIONS);
            entry.setUserId((Integer) unix.getOrDefault("uid", 0));
            entry.setGroupId((Integer) unix.getOrDefault("gid", 0));
            entry.setLastModifiedTime(attributes.lastModifiedTime());
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
            if (fault instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw new UnreadableException(fault);
        }
    }

    /**
     * Unpacks an archive into an empty folder.
     *
     * @throws IOException when it breaks off, tells of a failure, or holds what it must not
     */
    public static void read(InputStream in, Path folder) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name());
        try {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().startsWith("NOMAD-") && entry.getName().endsWith("-ERROR.log")) {
                    throw new IOException("its node could not read all of it: "
                            + new String(tar.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8));
                }
                unpack(tar, entry, place(folder, entry.getName()));
            }
        } catch (IllegalArgumentException damaged) {
            throw new IOException("the archive is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private static Path place(Path folder, String name) throws IOException {
        Path place = folder.resolve(name).normalize();
        if (name.startsWith("/") || !place.startsWith(folder) || place.equals(folder)) {
            throw new IOException("\"" + name + "\" leads out of the archive");
        }
        for (Path above = place.getParent(); above != null && above.startsWith(folder); above = above.getParent()) {
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("\"" + name + "\" lies behind a link");
            }
        }
        return place;
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path place) throws IOException {
        Path above = place.getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
            own(entry, place);
            return;
        }
        if (entry.isDirectory()) {
            Files.createDirectories(place);
        } else if (isFile(entry)) {
            Files.copy(tar, place);
        } else {
            throw new IOException("\"" + entry.getName() + "\" is neither a file nor a folder nor a link");
        }
        own(entry, place);
        Files.setAttribute(place, "unix:mode", entry.getMode() & PERMISSIONS);
        Files.setLastModifiedTime(
                place, FileTime.from(entry.getLastModifiedDate().toInstant()));
    }

    private static boolean isFile(TarArchiveEntry entry) {
        byte type = entry.getLinkFlag();
        return type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM;
    }

    private static void own(TarArchiveEntry entry, Path place) throws IOException {
        if (ROOT) {
            Files.setAttribute(place, "unix:uid", (int) entry.getLongUserId(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(place, "unix:gid", (int) entry.getLongGroupId(), LinkOption.NOFOLLOW_LINKS);
        }
    }
}
