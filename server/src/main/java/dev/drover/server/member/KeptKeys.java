package dev.drover.server.member;

import dev.drover.gossip.KeyRing;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The gossip keys of one server. Once they have been changed while it ran they are kept in a file, which only its owner can read: a key a
 * line, the one that encrypts first. From then on the file counts and not the configuration, which would bring back a key that was removed.
 */
public final class KeptKeys {
    private static final Logger LOG = System.getLogger(KeptKeys.class.getName());

    private final Path file;
    private final KeyRing ring;

    private KeptKeys(Path file, KeyRing ring) {
        this.file = file;
        this.ring = ring;
    }

    /**
     * The keys that the server begins with.
     *
     * @param configured what the configuration says; when it has no key nothing is encrypted, whatever the file holds
     * @throws IOException when the file cannot be used, with what to do
     */
    public static KeptKeys open(Path file, KeyRing configured) throws IOException {
        if (configured.isEmpty() || !Files.exists(file)) {
            return new KeptKeys(file, configured);
        }
        KeyRing kept = KeyRing.empty();
        try {
            Files.readAllLines(file).forEach(kept::install);
        } catch (IllegalArgumentException fault) {
            throw new IOException(unusable(file, String.valueOf(fault.getMessage())), fault);
        }
        if (kept.isEmpty()) {
            throw new IOException(unusable(file, "it is empty"));
        }
        if (!kept.keys().containsAll(configured.keys())) {
            LOG.log(
                    Level.WARNING,
                    () -> "`encrypt` is none of the gossip keys in " + file
                            + ", which count since they were changed while the server ran; set `encrypt` to one of them, or delete"
                            + " the file to begin with `encrypt` again");
        }
        return new KeptKeys(file, kept);
    }

    private static String unusable(Path file, String why) {
        return "the gossip keys in " + file + " cannot be used: " + why
                + "; restore the file, or delete it to begin with `encrypt` of the configuration";
    }

    /** The keys as they are in use. */
    public KeyRing ring() {
        return ring;
    }

    /**
     * Changes the keys, on disk first.
     *
     * @throws IllegalArgumentException when that cannot be done with this key
     * @throws IOException when the keys could not be kept; they are as they were then
     */
    public synchronized void change(GossipKeys.Action action, String key) throws IOException {
        KeyRing changed = KeyRing.empty();
        ring.keys().forEach(changed::install);
        change(changed, action, key);
        if (!changed.keys().equals(ring.keys())) {
            write(changed.keys());
            change(ring, action, key);
        }
    }

    private static void change(KeyRing ring, GossipKeys.Action action, String key) {
        switch (action) {
            case LIST -> {}
            case INSTALL -> ring.install(key);
            case USE -> ring.use(key);
            case REMOVE -> ring.remove(key);
        }
    }

    private void write(List<String> keys) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, keys, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
