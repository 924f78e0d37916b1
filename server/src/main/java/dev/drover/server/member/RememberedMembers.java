package dev.drover.server.member;

import dev.drover.gossip.Member;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Keeps on disk where the other servers were heard of last, so that a server that is started again finds them although nobody
 * configured where to look. The file holds an address of gossip a line, {@code host:port}.
 */
public final class RememberedMembers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RememberedMembers.class.getName());

    /** More than enough to find all the others through. */
    private static final int KEPT = 32;

    private final Path file;
    private final ServerMembers members;
    private final String self;
    private final Semaphore changed = new Semaphore(1);
    private final ServerMembers.Subscription subscription;
    private final Thread thread;

    private RememberedMembers(Path file, ServerMembers members, String self) {
        this.file = file;
        this.members = members;
        this.self = self;
        subscription = members.onChange(changed::release);
        thread = Thread.ofVirtual().name("remembered-members").unstarted(this::run);
    }

    /** The addresses that an earlier process has kept; none when there are none or they cannot be read. */
    public static List<String> in(Path file) {
        try {
            return Files.exists(file) ? List.copyOf(Files.readAllLines(file)) : List.of();
        } catch (IOException fault) {
            LOG.log(Level.WARNING, () -> "the servers remembered in " + file + " cannot be read: " + fault);
            return List.of();
        }
    }

    /**
     * Follows who there is.
     *
     * @param self name of this server in gossip
     */
    public static RememberedMembers follow(Path file, ServerMembers members, String self) {
        RememberedMembers remembered = new RememberedMembers(file, members, self);
        remembered.thread.start();
        return remembered;
    }

    private void run() {
        List<String> written = List.of();
        try {
            while (true) {
                changed.acquire();
                changed.drainPermits();
                List<String> addresses = addresses();
                // Being alone is no reason to forget: the others are most likely only away.
                if (!addresses.isEmpty() && !addresses.equals(written)) {
                    write(addresses);
                    written = addresses;
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> addresses() {
        return members.gossip().members().stream()
                .filter(member -> !member.name().equals(self))
                .filter(member -> member.status() == Member.Status.ALIVE)
                .map(member -> member.host() + ":" + member.port())
                .sorted()
                .limit(KEPT)
                .toList();
    }

    private void write(List<String> addresses) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, addresses);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fault) {
            LOG.log(Level.WARNING, () -> "the servers could not be remembered in " + file + ": " + fault);
        }
    }

    /** Ends, and forgets what was kept: this server left, and is not to come back by itself. */
    public void forget() throws InterruptedException {
        close();
        thread.join();
        try {
            Files.deleteIfExists(file);
        } catch (IOException fault) {
            LOG.log(Level.WARNING, () -> file + " could not be deleted: " + fault);
        }
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
    }
}
