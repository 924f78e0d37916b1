package dev.drover.drivers.engine;

import static dev.drover.drivers.engine.FakeEngine.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.driver.LogTarget;
import dev.drover.driver.RotatingLog;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class LogFollowerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final AtomicBoolean running = new AtomicBoolean(true);

    private LogFollower follow(EngineClient client, boolean terminal) {
        return follow(client, terminal, LogFollower.Times.EXACT);
    }

    private LogFollower follow(EngineClient client, boolean terminal, LogFollower.Times times) {
        LogFollower.Source source = new LogFollower.Source("/containers/c", terminal, times);
        return new LogFollower(client, source, target("out"), target("err"), running::get);
    }

    private LogTarget target(String name) {
        return new LogTarget(folder, name, 3, 1 << 20, true);
    }

    @Test
    void outputs_are_parted_and_lose_the_engines_times() throws Exception {
        running.set(false);
        try (FakeEngine engine = new FakeEngine(exchange -> FakeEngine.send(
                        exchange,
                        true,
                        frame(1, "2026-11-01T10:00:00.000000001Z one\n"),
                        frame(2, "2026-11-01T10:00:01Z oh\n"),
                        frame(1, "2026-11-01T10:00:02.5Z two words\n")));
                EngineClient client = engine.client()) {
            follow(client, false).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).hasContent("one\ntwo words\n");
            assertThat(folder.resolve("err.0")).hasContent("oh\n");
            assertThat(engine.asked().getFirst()).contains("since=0.000000000");
        }
    }

    @Test
    void after_a_break_it_is_read_on_behind_the_last_line() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (FakeEngine engine = new FakeEngine(exchange -> {
                    if (calls.incrementAndGet() == 1) {
                        FakeEngine.send(exchange, false, frame(1, "2026-11-01T10:00:00.000000007Z one\n"));
                    } else {
                        running.set(false);
                        FakeEngine.send(exchange, true, frame(1, "2026-11-01T10:00:01Z two\n"));
                    }
                });
                EngineClient client = engine.client()) {
            follow(client, false).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).hasContent("one\ntwo\n");
            assertThat(engine.asked().get(1))
                    .contains("since=" + Instant.parse("2026-11-01T10:00:00Z").getEpochSecond() + ".000000008");
        }
    }

    @Test
    void an_engine_that_tells_seconds_only_repeats_the_last_second_and_nothing_is_written_twice() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (FakeEngine engine = new FakeEngine(exchange -> {
                    byte[] one = frame(1, "2026-11-01T10:00:05Z one\n");
                    byte[] two = frame(2, "2026-11-01T10:00:05Z two\n");
                    if (calls.incrementAndGet() == 1) {
                        FakeEngine.send(exchange, false, frame(1, "2026-11-01T10:00:00Z zero\n"), one, two);
                    } else {
                        running.set(false);
                        FakeEngine.send(exchange, true, one, two, frame(1, "2026-11-01T10:00:05Z three\n"));
                    }
                });
                EngineClient client = engine.client()) {
            follow(client, false, LogFollower.Times.SECONDS).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).hasContent("zero\none\nthree\n");
            assertThat(folder.resolve("err.0")).hasContent("two\n");
            long second = Instant.parse("2026-11-01T10:00:05Z").getEpochSecond();
            assertThat(engine.asked().get(1)).contains("since=" + (second - 1) + ".999999999");
        }
    }

    private void keepPosition(String container, String time, int out, int err) throws Exception {
        LogPosition position = new LogPosition(
                container, Instant.parse(time), new RotatingLog.Position(0, out), new RotatingLog.Position(0, err));
        try (FileChannel file = LogPosition.open(LogPosition.file(target("out")))) {
            position.write(file);
        }
    }

    @Test
    void what_an_earlier_container_has_said_hides_nothing_of_a_new_one() throws Exception {
        Files.writeString(folder.resolve("out.0"), "before\n");
        keepPosition("/containers/earlier", "2026-11-01T10:00:05.000000003Z", 3, 0);
        running.set(false);
        try (FakeEngine engine = new FakeEngine(
                        exchange -> FakeEngine.send(exchange, true, frame(1, "2026-11-01T10:00:05Z new\n")));
                EngineClient client = engine.client()) {
            follow(client, false, LogFollower.Times.SECONDS).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).hasContent("before\nnew\n");
        }
    }

    @ParameterizedTest
    @EnumSource(LogFollower.Times.class)
    void what_was_written_just_before_the_agent_was_killed_is_not_written_again(LogFollower.Times times)
            throws Exception {
        Files.writeString(folder.resolve("out.0"), "tick\ntick\nti");
        Files.writeString(folder.resolve("err.0"), "oh\n");
        keepPosition(
                "/containers/c",
                times == LogFollower.Times.EXACT ? "2026-11-01T10:00:05Z" : "2026-11-01T10:00:05.000000001Z",
                5,
                0);
        running.set(false);
        byte[] known = times == LogFollower.Times.EXACT ? new byte[0] : frame(1, "2026-11-01T10:00:05Z tick\n");
        try (FakeEngine engine = new FakeEngine(exchange -> FakeEngine.send(
                        exchange,
                        true,
                        known,
                        frame(1, "2026-11-01T10:00:06Z tick\n"),
                        frame(2, "2026-11-01T10:00:06Z oh\n"),
                        frame(1, "2026-11-01T10:00:06Z tick\n"),
                        frame(2, "2026-11-01T10:00:06Z my\n"),
                        frame(1, "2026-11-01T10:00:07Z tock\n")));
                EngineClient client = engine.client()) {
            follow(client, false, times).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).hasContent("tick\ntick\ntick\ntock\n");
            assertThat(folder.resolve("err.0")).hasContent("oh\nmy\n");
            assertThat(LogPosition.read(LogPosition.file(target("out")), "/containers/c"))
                    .contains(new LogPosition(
                            "/containers/c",
                            Instant.parse("2026-11-01T10:00:07Z").plusNanos(times == LogFollower.Times.EXACT ? 0 : 1),
                            new RotatingLog.Position(0, 20),
                            new RotatingLog.Position(0, 6)));
        }
    }

    @Test
    void a_line_that_breaks_off_is_read_again() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (FakeEngine engine = new FakeEngine(exchange -> {
                    byte[] line = frame(1, "2026-11-01T10:00:05Z a long line\n");
                    if (calls.incrementAndGet() == 1) {
                        FakeEngine.send(exchange, true, Arrays.copyOf(line, line.length - 5));
                    } else {
                        running.set(false);
                        FakeEngine.send(exchange, true, line);
                    }
                });
                EngineClient client = engine.client()) {
            follow(client, false).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).hasContent("a long line\n");
        }
    }

    @Test
    void a_position_that_the_task_has_spoilt_is_none() throws Exception {
        Files.writeString(LogPosition.file(target("out")), "x".repeat(320));
        running.set(false);
        try (FakeEngine engine = new FakeEngine(
                        exchange -> FakeEngine.send(exchange, true, frame(1, "2026-11-01T10:00:05Z new\n")));
                EngineClient client = engine.client()) {
            follow(client, false).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).hasContent("new\n");
        }
    }

    @Test
    void an_orderly_end_of_the_engine_is_not_the_end_of_the_container() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (FakeEngine engine = new FakeEngine(exchange -> {
                    if (calls.incrementAndGet() == 3) {
                        running.set(false);
                    }
                    FakeEngine.send(exchange, true, frame(1, "2026-11-01T10:00:0" + calls.get() + "Z line\n"));
                });
                EngineClient client = engine.client()) {
            follow(client, false).awaitEnd(PATIENCE);

            assertThat(Files.readString(folder.resolve("out.0"))).isEqualTo("line\nline\nline\n");
        }
    }

    @Test
    void the_output_of_a_terminal_is_taken_as_it_is() throws Exception {
        running.set(false);
        try (FakeEngine engine = new FakeEngine(exchange ->
                        FakeEngine.send(exchange, true, "raw \u001b[1mtext".getBytes(StandardCharsets.UTF_8)));
                EngineClient client = engine.client()) {
            follow(client, true).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).hasContent("raw \u001b[1mtext");
        }
    }

    @Test
    void a_container_that_is_gone_has_no_more_to_say() throws Exception {
        running.set(false);
        try (FakeEngine engine = new FakeEngine(exchange -> exchange.sendResponseHeaders(404, -1));
                EngineClient client = engine.client()) {
            follow(client, false).awaitEnd(PATIENCE);

            assertThat(folder.resolve("out.0")).isEmptyFile();
            assertThat(engine.asked()).hasSizeLessThanOrEqualTo(2);
        }
    }
}
