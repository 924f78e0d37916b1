package dev.drover.template.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Reads and writes files of a folder that belongs to somebody else, who may put links into it at any moment. A path is followed folder by
 * folder with each one held open, and a link on the way or at the end is refused, so there is no moment between check and use in which
 * one could lead out. (Folders that are missing can only be made by their path: at worst that makes an empty one elsewhere.)
 */
public final class ConfinedFolder {
    /** Larger files are no configuration. */
    public static final int MAX_READ_BYTES = 16 * 1024 * 1024;

    private static final int COPY_BYTES = 64 * 1024;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path root;

    /** A folder whose own path can be trusted. */
    public ConfinedFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Who a new file is to belong to, where that is not the process itself. */
    @FunctionalInterface
    public interface Owner {
        void give(PosixFileAttributeView file) throws IOException;
    }

    /** What to do in the folder that holds a file. */
    private interface Use<T> {
        T in(SecureDirectoryStream<Path> folder, Path name) throws IOException;
    }

    public Path root() {
        return root;
    }

    /**
     * The content as text.
     *
     * @param file below the root
     * @throws IOException when it is no plain file, too large, or behind a link
     */
    public String read(Path file) throws IOException {
        return inFolderOf(file, (folder, name) -> {
            BasicFileAttributeView attributes =
                    folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.readAttributes().isRegularFile()) {
                throw new IOException("\"" + file + "\" is no plain file");
            }
            try (SeekableByteChannel channel =
                    folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                return text(file, channel);
            }
        });
    }

    private static String text(Path path, SeekableByteChannel file) throws IOException {
        if (file.size() > MAX_READ_BYTES) {
            throw new IOException("\"" + path + "\" is larger than " + MAX_READ_BYTES + " bytes");
        }
        ByteBuffer content = ByteBuffer.allocate((int) file.size());
        int count = 0;
        while (content.hasRemaining() && count >= 0) {
            count = file.read(content);
        }
        return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    }

    /**
     * Puts a file in place in one step, so that a reader sees the old or the new one and never a part. Folders on the way are made.
     *
     * @param file below the root
     * @throws IOException when a link is in the way or the file cannot be written
     */
    public void write(Path file, byte[] content, Set<PosixFilePermission> permissions, Owner owner) throws IOException {
        requireBelowRoot(file);
        makeFolders(file);
        inFolderOf(file, (folder, name) -> {
            Path fresh = Path.of("." + UUID.randomUUID());
            try {
                fill(folder, fresh, content, permissions, owner);
                folder.move(fresh, folder, name);
            } catch (IOException fault) {
                deleteQuietly(folder, fresh, fault);
                throw fault;
            }
            return name;
        });
    }

    /**
     * Moves a file or a tree to its place. What is there already stays where the tree has nothing of that name; folders are joined.
     *
     * @param tree where nobody else has access
     * @param place below the root; empty for the root itself
     * @throws IOException when a link is in the way; a part may be in place then
     */
    public void place(Path tree, Path place) throws IOException {
        if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
            makeFolders(place.resolve("x"));
            try (DirectoryStream<Path> children = Files.newDirectoryStream(tree)) {
                for (Path child : children) {
                    place(child, place.resolve(child.getFileName()));
                }
            }
            if (!place.toString().isEmpty()) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(tree);
                PosixFileAttributes owner = Files.readAttributes(tree, PosixFileAttributes.class);
                inFolderOf(place, (folder, name) -> {
                    PosixFileAttributeView view =
                            folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
                    requireFolder(place, view);
                    keepOwner(view, owner);
                    view.setPermissions(
                            joined(permissions, view.readAttributes().permissions()));
                    return name;
                });
            }
            return;
        }
        requireBelowRoot(place);
        makeFolders(place);
        inFolderOf(place, (folder, name) -> {
            moveInto(folder, tree, name);
            return name;
        });
    }

    private static void requireFolder(Path place, PosixFileAttributeView view) throws IOException {
        if (!view.readAttributes().isDirectory()) {
            throw new IOException("\"" + place + "\" is no folder");
        }
    }

    /** Folders of a task are open to it; what is joined with them does not close them. */
    private static Set<PosixFilePermission> joined(Set<PosixFilePermission> first, Set<PosixFilePermission> second) {
        Set<PosixFilePermission> both = EnumSet.copyOf(first);
        both.addAll(second);
        return both;
    }

    private static void keepOwner(PosixFileAttributeView view, PosixFileAttributes owner) throws IOException {
        if (!view.readAttributes().owner().equals(owner.owner())) {
            view.setOwner(owner.owner());
        }
    }

    /** Renames, or copies where the place lies on another file system. */
    private static void moveInto(SecureDirectoryStream<Path> folder, Path file, Path name) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        try (DirectoryStream<Path> from = Files.newDirectoryStream(parent == null ? file : parent)) {
            if (from instanceof SecureDirectoryStream<Path> source) {
                source.move(file.getFileName(), folder, name);
            }
        } catch (AtomicMoveNotSupportedException otherSystem) {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw otherSystem;
            }
            PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
            Path fresh = Path.of("." + UUID.randomUUID());
            copyInto(folder, file, fresh);
            PosixFileAttributeView view =
                    folder.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            keepOwner(view, attributes);
            view.setPermissions(attributes.permissions());
            folder.move(fresh, folder, name);
        }
    }

    private static void copyInto(SecureDirectoryStream<Path> folder, Path file, Path name) throws IOException {
        try (SeekableByteChannel in = Files.newByteChannel(file);
                SeekableByteChannel out = folder.newByteChannel(
                        name,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
            while (in.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
                buffer.clear();
            }
        }
    }

    private static void fill(
            SecureDirectoryStream<Path> folder,
            Path name,
            byte[] content,
            Set<PosixFilePermission> permissions,
            Owner owner)
            throws IOException {
        try (SeekableByteChannel channel = folder.newByteChannel(
                name,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
        PosixFileAttributeView view =
                folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        owner.give(view);
        view.setPermissions(permissions);
    }

    private static void deleteQuietly(SecureDirectoryStream<Path> folder, Path name, IOException cause) {
        try {
            folder.deleteFile(name);
        } catch (NoSuchFileException gone) {
            // Then there is nothing to delete.
        } catch (IOException fault) {
            cause.addSuppressed(fault);
        }
    }

    private void makeFolders(Path file) throws IOException {
        Path at = root;
        Path folders = file.getParent() == null ? Path.of("") : file.getParent();
        for (Path name : folders) {
            at = at.resolve(name);
            if (!name.toString().isEmpty() && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.createDirectory(at);
                } catch (FileAlreadyExistsException other) {
                    // Somebody else was faster; whether it may be used is seen when it is opened.
                }
            }
        }
    }

    private void requireBelowRoot(Path file) throws IOException {
        if (file.isAbsolute()
                || !file.normalize().equals(file)
                || file.startsWith("..")
                || file.toString().isEmpty()) {
            throw new IOException("\"" + file + "\" does not lie below " + root);
        }
    }

    private <T> T inFolderOf(Path file, Use<T> use) throws IOException {
        if (file.isAbsolute()
                || !file.normalize().equals(file)
                || file.startsWith("..")
                || file.toString().isEmpty()) {
            throw new IOException("\"" + file + "\" does not lie below " + root);
        }
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            if (!(top instanceof SecureDirectoryStream<Path> folder)) {
                throw new IOException("this system cannot open files without following links");
            }
            return descend(folder, file, 0, use);
        }
    }

    private <T> T descend(SecureDirectoryStream<Path> folder, Path file, int depth, Use<T> use) throws IOException {
        if (depth == file.getNameCount() - 1) {
            return use.in(folder, file.getName(depth));
        }
        BasicFileAttributeView attributes = folder.getFileAttributeView(
                file.getName(depth), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.readAttributes().isSymbolicLink()) {
            throw new IOException("\"" + file + "\" leads through the link " + file.getName(depth));
        }
        try (SecureDirectoryStream<Path> inner =
                folder.newDirectoryStream(file.getName(depth), LinkOption.NOFOLLOW_LINKS)) {
            return descend(inner, file, depth + 1, use);
        }
    }
}
