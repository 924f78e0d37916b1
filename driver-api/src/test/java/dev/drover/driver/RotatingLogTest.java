package dev.drover.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RotatingLogTest {
    @TempDir
    private Path directory;

    private LogTarget target(int files, long bytes) {
        return new LogTarget(directory, "web.stdout", files, bytes, true);
    }

    @Test
    void what_is_written_is_on_disk_at_once() throws IOException {
        try (RotatingLog log = RotatingLog.open(target(2, 100))) {
            log.write("hello\n".getBytes(UTF_8));
            assertThat(directory.resolve("web.stdout.0")).hasContent("hello\n");
        }
    }

    @Test
    void a_full_file_is_followed_by_the_next_at_a_line_end() throws IOException {
        try (RotatingLog log = RotatingLog.open(target(10, 10))) {
            log.write("12345\n7890123\n".getBytes(UTF_8));
        }
        assertThat(directory.resolve("web.stdout.0")).hasContent("12345\n");
        assertThat(directory.resolve("web.stdout.1")).hasContent("7890123\n");
    }

    @Test
    void a_line_longer_than_a_file_is_cut() throws IOException {
        try (RotatingLog log = RotatingLog.open(target(10, 4))) {
            log.write("abcdefgh".getBytes(UTF_8));
        }
        assertThat(directory.resolve("web.stdout.0")).hasContent("abcd");
        assertThat(directory.resolve("web.stdout.1")).hasContent("efgh");
    }

    @Test
    void the_oldest_files_are_deleted() throws IOException {
        try (RotatingLog log = RotatingLog.open(target(2, 2))) {
            log.write("aabbccd".getBytes(UTF_8));
        }
        assertThat(RotatingLog.numbers(directory, "web.stdout")).containsExactly(2, 3);
    }

    @Test
    void what_is_behind_a_place_counts_through_to_the_newest_file() throws IOException {
        try (RotatingLog log = RotatingLog.open(target(10, 10))) {
            log.write("12345\n".getBytes(UTF_8));
            RotatingLog.Position place = log.position();
            log.write("789\n12345678\nabc".getBytes(UTF_8));

            assertThat(place).isEqualTo(new RotatingLog.Position(0, 6));
            assertThat(log.bytesSince(place)).isEqualTo(16);
            assertThat(log.position()).isEqualTo(new RotatingLog.Position(2, 3));
        }
    }

    @Test
    void a_new_instance_continues_the_newest_file() throws IOException {
        Files.writeString(directory.resolve("web.stdout.7"), "a");
        try (RotatingLog log = RotatingLog.open(target(10, 100))) {
            log.write('b');
        }
        assertThat(directory.resolve("web.stdout.7")).hasContent("ab");
    }

    @Test
    void a_disabled_log_writes_nothing() throws IOException {
        try (RotatingLog log = RotatingLog.open(new LogTarget(directory, "web.stdout", 2, 100, false))) {
            log.write('b');
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_follower_wakes_when_something_is_written() throws Exception {
        try (RotatingLog log = RotatingLog.open(target(2, 100));
                LogActivity activity = LogActivity.follow(directory, "web.stdout")) {
            long seen = activity.version();
            Thread writer = Thread.startVirtualThread(() -> writeQuietly(log));
            activity.await(seen, Duration.ofSeconds(30));
            assertThat(activity.version()).isGreaterThan(seen);
            writer.join();
        }
    }

    private static void writeQuietly(RotatingLog log) {
        try {
            log.write('x');
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }
}
