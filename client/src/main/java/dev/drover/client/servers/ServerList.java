package dev.drover.client.servers;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The servers to try, in an order of its own for each node, so that nodes spread over them. First those that servers told of, then
 * those of the configuration, which may be outdated but never go away. What was learnt is kept in a file for the next start.
 */
final class ServerList {
    private static final System.Logger LOGGER = System.getLogger(ServerList.class.getName());

    /** Far more than a region has. */
    private static final int MAX_SERVERS = 100;

    private final Optional<Path> file;
    private List<String> configured;
    private List<String> learnt;
    private int next;

    ServerList(List<String> configured, Optional<Path> stateDir) {
        this.configured = shuffled(configured);
        this.file = stateDir.map(folder -> folder.resolve("servers"));
        this.learnt = shuffled(file.map(ServerList::read).orElse(List.of()));
    }

    private static List<String> shuffled(List<String> addresses) {
        List<String> copy = new ArrayList<>(addresses);
        Collections.shuffle(copy, ThreadLocalRandom.current());
        return copy;
    }

    private static List<String> read(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .limit(MAX_SERVERS)
                            .toList()
                    : List.of();
        } catch (IOException fault) {
            LOGGER.log(Level.WARNING, "the list of servers in {0} cannot be read: {1}", file, fault.getMessage());
            return List.of();
        }
    }

    /** All addresses, each once, in the order to try. */
    synchronized List<String> all() {
        Set<String> all = new LinkedHashSet<>(learnt);
        all.addAll(configured);
        return List.copyOf(all);
    }

    /** The address to try next; empty when none is known. */
    synchronized Optional<String> next() {
        List<String> all = all();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        next = next % all.size();
        return Optional.of(all.get(next++));
    }

    /** Takes what a server says of itself and the others. Nothing said changes nothing. */
    synchronized void learn(List<String> addresses) {
        List<String> told = addresses.stream().limit(MAX_SERVERS).toList();
        if (told.isEmpty() || (learnt.size() == told.size() && learnt.containsAll(told))) {
            return;
        }
        List<String> kept = new ArrayList<>(learnt);
        kept.retainAll(told);
        List<String> fresh = shuffled(told);
        fresh.removeAll(kept);
        kept.addAll(fresh);
        learnt = kept;
        write();
    }

    /** Replaces all that is known, as an operator wishes. */
    synchronized void replace(List<String> addresses) {
        configured = shuffled(addresses);
        learnt = new ArrayList<>();
        next = 0;
        write();
    }

    private void write() {
        file.ifPresent(target -> {
            try {
                Files.createDirectories(target.getParent());
                Path fresh = target.resolveSibling("servers.new");
                Files.write(fresh, learnt);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException fault) {
                LOGGER.log(Level.WARNING, "the list of servers cannot be kept in {0}: {1}", target, fault.getMessage());
            }
        });
    }
}
