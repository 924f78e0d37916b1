package dev.drover.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drover.client.alloc.AllocRunner;
import dev.drover.client.alloc.AllocSync;
import dev.drover.model.alloc.AllocatedResources;
import dev.drover.model.alloc.AllocatedSharedResources;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Measures what allocations have on the disk, and tells those that have more than their group asked for. The size of an ephemeral disk
 * is what the scheduler counts with and no wall: nothing is ended for it.
 *
 * <p>A look costs what {@code du} costs, so it is taken seldom: at most one part in {@value #SHARE} of the time is spent with it.
 */
final class DiskWatch implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(DiskWatch.class.getName());
    private static final int SHARE = 20;
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(2);

    /** Folders that one program looks at; its command line has a limit. */
    private static final int TOGETHER = 200;

    private final AllocSync sync;
    private final Path allocDir;
    private final Duration interval;
    private final Thread thread;

    /** Allocations that were told, until they have room again. */
    private final Set<String> told = new HashSet<>();

    private DiskWatch(AllocSync sync, ClientConfig config) {
        this.sync = sync;
        this.allocDir = config.allocDir();
        this.interval = config.diskInterval();
        this.thread = Thread.ofVirtual().name("disk-watch").unstarted(this::run);
    }

    static DiskWatch start(AllocSync sync, ClientConfig config) {
        DiskWatch watch = new DiskWatch(sync, config);
        if (config.diskInterval().isPositive()) {
            watch.thread.start();
        }
        return watch;
    }

    private void run() {
        Duration pause = interval;
        try {
            while (true) {
                Thread.sleep(pause);
                long before = System.nanoTime();
                look(sync.running());
                Duration took = Duration.ofNanos(System.nanoTime() - before);
                Duration rest = took.multipliedBy(SHARE);
                pause = rest.compareTo(interval) > 0 ? rest : interval;
            }
        } catch (InterruptedException closed) {
            LOGGER.log(Level.DEBUG, "sizes of allocations are not measured any more");
        } catch (IOException fault) {
            LOGGER.log(Level.WARNING, "sizes of allocations cannot be measured: {0}", fault.getMessage());
        }
    }

    private void look(List<AllocRunner> running) throws IOException, InterruptedException {
        Map<String, AllocRunner> byId = new HashMap<>();
        running.forEach(runner -> byId.put(runner.allocation().id(), runner));
        told.retainAll(byId.keySet());
        List<String> ids = new ArrayList<>(byId.keySet());
        for (int from = 0; from < ids.size(); from += TOGETHER) {
            measure(ids.subList(from, Math.min(ids.size(), from + TOGETHER))).forEach((id, used) -> {
                AllocRunner runner = byId.get(id);
                if (runner != null) {
                    compare(runner, used);
                }
            });
        }
    }

    private void compare(AllocRunner runner, long used) {
        String id = runner.allocation().id();
        AllocatedResources resources = runner.allocation().allocatedResources();
        AllocatedSharedResources shared = resources == null ? null : resources.shared();
        long limit = shared == null ? 0 : shared.diskMb() << 20;
        if (limit <= 0 || used <= limit) {
            told.remove(id);
        } else if (told.add(id)) {
            runner.overDisk(used, limit);
        }
    }

    /** Bytes on the disk of the allocations' folders, without what is mounted there; those that could not be measured are missing. */
    private Map<String, Long> measure(List<String> ids) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("du", "-s", "-k", "-x", "--"));
        command.addAll(ids);
        // What a task deletes meanwhile is a fault to the program, and none to us.
        Process program = new ProcessBuilder(command)
                .directory(allocDir.toFile())
                .redirectError(Redirect.DISCARD)
                .start();
        Thread clock = Thread.ofVirtual().start(() -> endAfter(LONGEST_LOOK, program));
        Map<String, Long> sizes = new HashMap<>();
        try (BufferedReader lines = program.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split("\\s+", 2);
                if (words.length == 2 && words[0].matches("\\d{1,15}")) {
                    sizes.put(words[1], Long.parseLong(words[0]) << 10);
                }
            }
        } finally {
            clock.interrupt();
            program.destroyForcibly();
        }
        return sizes;
    }

    private static void endAfter(Duration limit, Process program) {
        try {
            if (!program.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.log(Level.WARNING, "sizes of allocations took longer than {0} to measure", limit);
                program.destroyForcibly();
            }
        } catch (InterruptedException inTime) {
            LOGGER.log(Level.TRACE, "sizes were measured in time");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
