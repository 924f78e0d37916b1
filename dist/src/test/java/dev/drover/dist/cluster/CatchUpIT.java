package dev.drover.dist.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A follower comes back with less than the others know, or with a damaged log. */
@ResourceLock(ClusterProcesses.ONE_AT_A_TIME)
class CatchUpIT {
    private static final int ATTEMPTS = 5;
    private static final int AT_ONCE = 16;

    @TempDir
    Path folder;

    private ClusterProcesses cluster;
    private AgentProcess follower;

    @BeforeEach
    void start() {
        cluster = ClusterProcesses.onLoopback(folder, 3, 0);
        follower = cluster.followers().getFirst();
    }

    @AfterEach
    void stop() {
        // Missing when it could not be started.
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Makes history through the leader. */
    private void register(String name, int jobs) {
        AgentProcess leader = cluster.awaitLeader();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < AT_ONCE; thread++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int job = next.getAndIncrement(); job < jobs; job = next.getAndIncrement()) {
                    boolean done = false;
                    // An election may come in between, and it is safe to ask again.
                    for (int attempt = 0; !done && attempt < ATTEMPTS; attempt++) {
                        done = leader.http()
                                .put("/v1/jobs", TestJobs.register(name + job, "1"))
                                .ok();
                    }
                    failed.addAndGet(done ? 0 : 1);
                }
            }));
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(failed).hasValue(0);
    }

    private void comesBack(String last) {
        long start = System.nanoTime();
        follower.start();
        cluster.awaitThat(
                "it knows the last job",
                () -> follower.http().get("/v1/job/" + last + "?stale").ok());
        Faults.report("  caught up " + (System.nanoTime() - start) / 1_000_000 + " ms after the start of the process");
        cluster.awaitAgreement();
    }

    @Test
    void a_follower_that_was_away_catches_up() {
        int jobs = Faults.amount(500, 10_000);
        follower.kill();
        register("away-", jobs);
        Faults.report("follower away for " + jobs + " entries:");
        comesBack("away-" + (jobs - 1));
    }

    @Test
    void a_follower_with_an_empty_disk_catches_up() throws IOException {
        int jobs = Faults.amount(500, 10_000);
        register("kept-", jobs);
        follower.kill();
        try (Stream<Path> files = Files.walk(follower.place().data())) {
            files.sorted(Comparator.reverseOrder()).forEach(CatchUpIT::delete);
        }
        Faults.report("follower with an empty disk, " + jobs + " entries:");
        comesBack("kept-" + (jobs - 1));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_torn_last_record_is_cut_and_the_server_goes_on() {
        register("torn-", 50);
        follower.kill();
        Path log = newestLog();
        int end = end(log);
        change(log, file -> file.setLength(end - 3));
        Faults.report("torn last record of " + log.getFileName() + ":");
        comesBack("torn-49");
    }

    @Test
    void a_flipped_byte_in_the_log_is_told_with_its_place_and_the_server_is_rebuilt_from_the_others() {
        register("flipped-", 200);
        follower.kill();
        Path log = newestLog();
        int place = end(log) / 2;
        change(log, file -> {
            file.seek(place);
            int before = file.read();
            file.seek(place);
            file.write(before ^ 0x40);
        });
        Faults.report("flipped byte " + place + " of " + log.getFileName() + ":");
        comesBack("flipped-199");
        assertThat(follower.log())
                .contains(log.getFileName().toString())
                .containsPattern("(offset|position) ?=? ?\\d+");
    }

    /** The file of the follower's log that was written last. */
    private Path newestLog() {
        try (Stream<Path> files = Files.walk(follower.place().data())) {
            return files.filter(file -> file.getFileName().toString().startsWith("log_"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElseThrow(() -> new AssertionError(
                            "no log below " + follower.place().data()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the records end; the rest of the file may be zeros that were written ahead. */
    private static int end(Path log) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            assertThat(end).as("there are records in %s", log).isGreaterThan(100);
            return end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Change {
        void apply(RandomAccessFile file) throws IOException;
    }

    private static void change(Path log, Change change) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            change.apply(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
