package dev.drover.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DamageTest {
    @TempDir
    private Path folder;

    @Test
    void a_record_that_was_not_written_to_its_end_is_cut_off() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            propose(group, 10);
            group.stop("a");
            Path segment = segment(group.folder("a"));
            // As a crash leaves it: the beginning of a record, and then the zeros of space that was claimed ahead.
            byte[] bytes = Files.readAllBytes(segment);
            byte[] torn = Arrays.copyOf(bytes, bytes.length + 4096);
            System.arraycopy(bytes, bytes.length - 40, torn, bytes.length, 20);
            torn[bytes.length] = 60;
            Files.write(segment, torn);

            TestGroup.Server again = group.startEmpty("a");
            group.proposeAnywhere("after");
            assertThat(again.applied()).hasSize(11).last().isEqualTo("after");
        }
    }

    @Test
    void a_last_record_that_was_cut_short_goes_and_what_is_before_it_stays() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            propose(group, 10);
            group.stop("a");
            Path segment = segment(group.folder("a"));
            byte[] bytes = Files.readAllBytes(segment);
            Files.write(segment, Arrays.copyOf(bytes, bytes.length - 7));

            TestGroup.Server again = group.startEmpty("a");
            group.proposeAnywhere("after");
            assertThat(again.applied()).hasSize(10).startsWith("command 0").endsWith("command 8", "after");
        }
    }

    @Test
    void each_flipped_byte_of_a_log_is_found_with_file_and_offset() throws Exception {
        Path segment;
        try (TestGroup group = TestGroup.of(folder, "a")) {
            propose(group, 5);
            group.stop("a");
            segment = segment(group.folder("a"));
        }
        byte[] whole = Files.readAllBytes(segment);
        assertThat(SegmentFile.read(segment).check()).isInstanceOf(SegmentFile.Finding.Whole.class);
        for (int i = 0; i < whole.length; i++) {
            flip(segment, i);
            int at = i;
            assertThat(SegmentFile.read(segment).check())
                    .as("byte %d", i)
                    .isInstanceOfSatisfying(SegmentFile.Finding.Damaged.class, found -> {
                        assertThat(found.damage().file()).isEqualTo(segment);
                        assertThat(found.damage().offset()).isLessThanOrEqualTo(at);
                    });
            flip(segment, i);
        }
    }

    @Test
    void every_length_at_which_a_last_record_can_be_torn_is_seen_as_torn() throws Exception {
        Path segment;
        try (TestGroup group = TestGroup.of(folder, "a")) {
            propose(group, 5);
            group.stop("a");
            segment = segment(group.folder("a"));
        }
        byte[] whole = Files.readAllBytes(segment);
        long last = ((SegmentFile.Finding.Whole) SegmentFile.read(segment).check()).last();
        for (int length = whole.length - 1; length > whole.length - 15; length--) {
            Files.write(segment, Arrays.copyOf(whole, length));
            assertThat(SegmentFile.read(segment).check())
                    .as("cut to %d", length)
                    .isInstanceOfSatisfying(
                            SegmentFile.Finding.Torn.class,
                            torn -> assertThat(torn.last()).isEqualTo(last - 1));
        }
    }

    @Test
    void a_server_alone_with_a_flipped_byte_is_not_started_and_told_what_to_do() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            propose(group, 10);
            group.stop("a");
            Path segment = segment(group.folder("a"));
            flip(segment, 60);

            assertThatThrownBy(() -> group.startEmpty("a"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(segment.toString())
                    .hasMessageContaining("at offset")
                    .hasMessageContaining("restore a snapshot");
            assertThat(segment).exists();
        }
    }

    @Test
    void a_server_with_a_flipped_byte_puts_its_log_aside_and_is_brought_up_by_the_others() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            propose(group, 20);
            group.awaitSame();
            String damaged = group.others(group.leader()).getFirst().id();
            group.stop(damaged);
            flip(segment(group.folder(damaged)), 100);
            TestGroup.Server again = group.startEmpty(damaged);

            TestGroup.await("it to be brought up", () -> again.applied().size() == 20);
            TestGroup.await(
                    "it to be a member again",
                    () -> group.leader().log().peers().size() == 3);
            group.proposeAnywhere("after");
            group.awaitSame();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(Path::getFileName).map(Path::toString))
                        .anyMatch(name -> name.startsWith(damaged + ".damaged-"));
            }
        }
    }

    @Test
    void a_server_that_lost_confirmed_entries_from_the_end_of_its_log_is_brought_up_again() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a", "b", "c")) {
            propose(group, 20);
            group.awaitSame();
            String torn = group.others(group.leader()).getFirst().id();
            group.stop(torn);
            Path segment = segment(group.folder(torn));
            byte[] bytes = Files.readAllBytes(segment);
            Files.write(segment, Arrays.copyOf(bytes, bytes.length - 50));
            TestGroup.Server again = group.startEmpty(torn);

            group.proposeAnywhere("after");
            TestGroup.await(
                    "it to have everything",
                    () -> again.applied().size() == 21
                            && again.applied().getLast().equals("after"));
            TestGroup.await(
                    "it to be a member again",
                    () -> group.leader().log().peers().size() == 3);
            group.awaitSame();
        }
    }

    @Test
    void a_damaged_snapshot_is_found() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            propose(group, 10);
            group.server("a").log().snapshot();
            group.stop("a");
            Path snapshot = find(group.folder("a"), "snapshot\\.\\d+_\\d+");
            flip(snapshot, 30);

            assertThatThrownBy(() -> group.startEmpty("a")).hasMessageContaining(snapshot.toString());
        }
    }

    @Test
    void a_folder_of_another_group_is_refused() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            propose(group, 1);
            group.stop("a");
            RaftConfig other = new RaftConfig(
                    group.folder("a"), "a", "a", "other", RaftConfig.ELECTION_TIMEOUT, 100, 1 << 20, 10, false, true);

            assertThatThrownBy(() ->
                            RatisLog.start(other, List.of(), group.network().from("a"), new TestMachine()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another group");
        }
    }

    @Test
    void a_machine_that_cannot_apply_a_command_stops_the_log_and_says_so() throws Exception {
        try (TestGroup group = TestGroup.of(folder, "a")) {
            TestGroup.Server leader = group.leader();
            leader.propose("one");

            assertThatThrownBy(() -> leader.propose("break")).isInstanceOf(RaftException.class);
            TestGroup.await("the failure", () -> !leader.machine().failures().isEmpty());
            assertThat(leader.machine().failures().getFirst()).contains("told to break");
            TestGroup.await("the end", () -> !leader.log().status().leading());
        }
    }

    private static void propose(TestGroup group, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            group.leader().propose("command " + i);
        }
    }

    private static Path segment(Path folder) throws IOException {
        return find(folder, "log_.*");
    }

    private static Path find(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(offset);
            int old = access.read();
            access.seek(offset);
            access.write(old ^ 0x10);
        }
    }
}
