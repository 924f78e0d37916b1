package dev.drover.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.config.AuditSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();

    private static final class SetClock extends Clock {
        private Instant now = Instant.now();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Path path() {
        return folder.resolve("audit").resolve("audit.log");
    }

    private AuditFile open(long bytes, Duration age, int files) throws IOException {
        AuditSettings.Sink sink = new AuditSettings.Sink(
                "audit",
                AuditSettings.Guarantee.ENFORCED,
                Optional.empty(),
                PosixFilePermissions.fromString("rw-r-----"),
                bytes,
                age,
                files);
        return AuditFile.open(path(), sink, clock);
    }

    private static void write(AuditFile file, String line) throws IOException {
        file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What stands in the files before the newest, the oldest first. */
    private List<String> earlier() throws IOException {
        try (Stream<Path> files = Files.list(path().getParent())) {
            List<String> texts = new java.util.ArrayList<>();
            for (Path file : files.filter(each -> !each.equals(path())).sorted().toList()) {
                assertThat(file.getFileName().toString()).matches("audit-[0-9]{19}\\.log");
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    @Test
    void a_file_that_would_grow_too_large_makes_way_for_a_new_one() throws IOException {
        try (AuditFile file = open(8, Duration.ZERO, 0)) {
            for (String line : List.of("one", "two", "three", "four")) {
                write(file, line);
            }
        }
        assertThat(earlier()).containsExactly("one\ntwo\n", "three\n");
        assertThat(path()).hasContent("four");
    }

    @Test
    void a_file_that_is_too_old_makes_way_for_a_new_one() throws IOException {
        try (AuditFile file = open(0, Duration.ofHours(24), 0)) {
            write(file, "monday");
            clock.now = clock.now.plus(Duration.ofHours(23));
            write(file, "monday night");
            clock.now = clock.now.plus(Duration.ofHours(1));
            write(file, "tuesday");
        }
        assertThat(earlier()).containsExactly("monday\nmonday night\n");
        assertThat(path()).hasContent("tuesday");
    }

    @Test
    void only_so_many_earlier_files_are_kept_and_others_are_not_touched() throws IOException {
        Files.createDirectories(path().getParent());
        Path other = Files.writeString(folder.resolve("audit").resolve("audit-of-books.log"), "not ours");
        try (AuditFile file = open(1, Duration.ZERO, 2)) {
            for (String line : List.of("a", "b", "c", "d", "e")) {
                write(file, line);
            }
        }
        assertThat(other).hasContent("not ours");
        Files.delete(other);
        assertThat(earlier()).containsExactly("c\n", "d\n");
    }

    @Test
    void the_next_process_goes_on_with_the_file() throws IOException {
        try (AuditFile file = open(0, Duration.ZERO, 0)) {
            write(file, "before");
        }
        try (AuditFile file = open(0, Duration.ZERO, 0)) {
            write(file, "after");
        }
        assertThat(path()).hasContent("before\nafter");
        assertThat(Files.getPosixFilePermissions(path())).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }
}
