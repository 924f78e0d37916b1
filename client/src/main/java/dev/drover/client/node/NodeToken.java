package dev.drover.client.node;

import dev.drover.model.acl.Secret;
import dev.drover.model.wire.Json;
import dev.drover.model.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The token by which servers know this node again. It is kept in {@code identity.jwt} of the state folder, and renewed in time. */
public final class NodeToken {
    private static final System.Logger LOG = System.getLogger(NodeToken.class.getName());
    private static final String FILE = "identity.jwt";
    private static final String INTRODUCTION_FILE = "intro_token.jwt";

    /** How much of its time has passed when a new one is asked for. */
    private static final double RENEWED_AT = 0.67;

    private final Optional<Path> file;
    private final Secret introduction;
    private final Clock clock;
    private final boolean asks;
    private volatile Secret current;
    private volatile boolean forced;

    private NodeToken(Optional<Path> file, Secret introduction, Clock clock, boolean asks, Secret current) {
        this.file = file;
        this.introduction = introduction;
        this.clock = clock;
        this.asks = asks;
        this.current = current;
    }

    /** For a node that asks for none. */
    public static NodeToken none() {
        return new NodeToken(Optional.empty(), Secret.NONE, Clock.systemUTC(), false, Secret.NONE);
    }

    /**
     * That of a node, as it was kept.
     *
     * @param stateDir empty for a node that keeps nothing
     * @param introduction by which the node introduces itself to servers that do not know it
     */
    public static NodeToken of(Optional<Path> stateDir, Secret introduction, Clock clock) {
        Optional<Path> file = stateDir.map(folder -> folder.resolve(FILE));
        return new NodeToken(
                file, introduction, clock, true, file.map(NodeToken::read).orElse(Secret.NONE));
    }

    /** The introduction that an operator has put beside the state of a node; none without such a file. */
    public static Secret introductionIn(Path stateDir) {
        return read(stateDir.resolve(INTRODUCTION_FILE));
    }

    private static Secret read(Path file) {
        try {
            return Secret.of(Files.readString(file).strip());
        } catch (NoSuchFileException nothing) {
            return Secret.NONE;
        } catch (IOException fault) {
            throw new UncheckedIOException(file + " cannot be read; its owner must be who the agent runs as", fault);
        }
    }

    /** By which the node introduces itself; may be none. */
    public Secret introduction() {
        return introduction;
    }

    /** The identity; none before the servers have given one. */
    public Secret current() {
        return current;
    }

    /** Has the next sign of life ask for a new identity. */
    public void renew() {
        forced = true;
    }

    /** Whether it is time to ask for a new one. */
    public boolean wanted() {
        if (!asks || forced || current.isEmpty()) {
            return asks;
        }
        Map<String, Object> claims = claims();
        return !(claims.get("iat") instanceof Number begin)
                || !(claims.get("exp") instanceof Number end)
                || clock.instant().getEpochSecond()
                        >= begin.longValue() + (end.longValue() - begin.longValue()) * RENEWED_AT;
    }

    /** Keeps a new one; none changes nothing. */
    public void take(Secret fresh) {
        if (fresh.isEmpty() || !asks) {
            return;
        }
        current = fresh;
        forced = false;
        try {
            if (file.isPresent()) {
                write(file.get(), fresh);
            }
        } catch (IOException fault) {
            // The node has it until the agent ends, and gets another one then.
            LOG.log(Level.WARNING, () -> "the identity of the node is not kept in " + file.get() + ": " + fault);
        }
    }

    private static void write(Path file, Secret token) throws IOException {
        Path fresh = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, token.reveal());
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the identity says; empty without one, or when it cannot be read. */
    public Map<String, Object> claims() {
        String[] parts = current.reveal().split("\\.", -1);
        if (parts.length != 3) {
            return Map.of();
        }
        try {
            return Json.readObject(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IllegalArgumentException | WireException damaged) {
            return Map.of();
        }
    }
}
