package dev.drover.drivers.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.driver.LogTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {
    @TempDir
    Path folder;

    @Test
    void a_full_file_is_followed_by_the_next_and_the_oldest_goes() throws IOException {
        try (RotatingLog log = new RotatingLog(target(2, 4))) {
            write(log, "abcdefghij");
        }

        assertThat(folder.resolve("web.stdout.0")).doesNotExist();
        assertThat(folder.resolve("web.stdout.1")).hasContent("efgh");
        assertThat(folder.resolve("web.stdout.2")).hasContent("ij");
    }

    @Test
    void a_second_opening_goes_on_in_the_newest_file() throws IOException {
        try (RotatingLog log = new RotatingLog(target(20, 4))) {
            write(log, "0123".repeat(11) + "ab");
        }
        try (RotatingLog log = new RotatingLog(target(20, 4))) {
            write(log, "cdef");
        }

        assertThat(folder.resolve("web.stdout.11")).hasContent("abcd");
        assertThat(folder.resolve("web.stdout.12")).hasContent("ef");
    }

    @Test
    void an_empty_log_was_written_at_the_beginning_of_time() throws IOException {
        try (RotatingLog log = new RotatingLog(target(2, 4))) {
            assertThat(log.lastWritten()).isEqualTo(Instant.EPOCH);
            write(log, "a");
            assertThat(log.lastWritten()).isAfter(Instant.EPOCH);
        }
    }

    private LogTarget target(int files, long bytes) {
        return new LogTarget(folder, "web.stdout", files, bytes, true);
    }

    private static void write(RotatingLog log, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        log.write(bytes, bytes.length);
    }
}
