package dev.drover.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestJobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilesAndLogsTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static String done = "";
    private static String talking = "";

    @BeforeAll
    static void runOneThatIsDoneAndOneThatTalks() {
        done = agent.run(
                TestJobs.batch("done", "echo hello world; echo trouble >&2; echo kept > $NOMAD_TASK_DIR/kept.txt"),
                "done",
                "complete");
        talking = agent.run(
                TestJobs.service("talking", "trap 'echo signalled' USR1; echo ready; while true; do sleep 0.1; done"),
                "talking",
                "running");
    }

    @Test
    void logs_come_plain_or_in_frames() {
        String logs = "/v1/client/fs/logs/" + done + "?task=t&type=";
        assertThat(agent.get(logs + "stdout&plain=true").text()).isEqualTo("hello world\n");
        assertThat(agent.get(logs + "stderr&plain=true").text()).isEqualTo("trouble\n");
        Reply frame = agent.get(logs + "stdout");
        assertThat(frame.text("File")).isEqualTo("alloc/logs/t.stdout.0");
        assertThat(new String(Base64.getDecoder().decode(frame.text("Data")), StandardCharsets.UTF_8))
                .isEqualTo("hello world\n");
    }

    @Test
    void logs_can_begin_after_the_start_or_before_the_end() {
        String logs = "/v1/client/fs/logs/" + done + "?task=t&type=stdout&plain=true";
        assertThat(agent.get(logs + "&offset=6").text()).isEqualTo("world\n");
        assertThat(agent.get(logs + "&origin=end&offset=6").text()).isEqualTo("world\n");
        assertThat(agent.get(logs + "&origin=middle").status()).isEqualTo(400);
    }

    @Test
    void followed_logs_show_what_is_written_later() throws Exception {
        try (InputStream in =
                agent.stream("/v1/client/fs/logs/" + talking + "?task=t&type=stdout&plain=true&follow=true")) {
            assertThat(read(in, "ready\n".length())).isEqualTo("ready\n");
            Reply sent = agent.put(
                    "/v1/client/allocation/" + talking + "/signal", "{\"Signal\": \"SIGUSR1\", \"Task\": \"t\"}");
            assertThat(sent.status()).isEqualTo(200);
            assertThat(read(in, "signalled\n".length())).isEqualTo("signalled\n");
        }
    }

    private static String read(InputStream in, int count) throws IOException {
        return new String(in.readNBytes(count), StandardCharsets.UTF_8);
    }

    @Test
    void logs_of_what_is_not_there_are_refused() {
        assertThat(agent.get("/v1/client/fs/logs/" + done + "?task=zz&type=stdout")
                        .status())
                .isEqualTo(404);
        assertThat(agent.get("/v1/client/fs/logs/" + done + "?task=t").status()).isEqualTo(400);
        assertThat(agent.get("/v1/client/fs/logs/" + done + "?type=stdout").status())
                .isEqualTo(400);
    }

    @Test
    void files_are_listed_described_and_read() {
        String path = "?path=/t/local/kept.txt";
        assertThat(agent.get("/v1/client/fs/ls/" + done + "?path=/t/local").text("[0].Name"))
                .isEqualTo("kept.txt");
        assertThat(agent.get("/v1/client/fs/stat/" + done + path).number("Size"))
                .isEqualTo(5);
        assertThat(agent.get("/v1/client/fs/cat/" + done + path).text()).isEqualTo("kept\n");
        assertThat(agent.get("/v1/client/fs/readat/" + done + path + "&offset=1&limit=2")
                        .text())
                .isEqualTo("ep");
        assertThat(agent.get("/v1/client/fs/stream/" + done + path + "&follow=false&plain=true")
                        .text())
                .isEqualTo("kept\n");
        assertThat(agent.get("/v1/client/fs/stat/" + done + "?path=/nope").status())
                .isEqualTo(404);
    }

    @Test
    void nobody_leaves_the_folder_of_the_allocation() {
        assertThat(agent.get("/v1/client/fs/cat/" + done + "?path=../../../../etc/passwd")
                        .status())
                .isEqualTo(403);
        assertThat(agent.get("/v1/client/fs/ls/" + done + "?path=..%2F..").status())
                .isEqualTo(403);
        assertThat(agent.get("/v1/client/fs/cat/" + done + "?path=/etc/passwd").status())
                .isEqualTo(404);
        assertThat(agent.get("/v1/client/fs/ls/" + done + "?path=/t/secrets").status())
                .isEqualTo(403);
    }

    @Test
    void a_running_allocation_tells_what_it_uses() {
        Reply usage = agent.get("/v1/client/allocation/" + talking + "/stats");
        assertThat(usage.number("ResourceUsage.MemoryStats.RSS")).isPositive();
        assertThat(usage.text("Tasks.t.Pids")).isNotNull();
        assertThat(agent.get("/v1/client/allocation/" + talking + "/stats?task=zz")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_task_starts_anew_when_asked() {
        String id = agent.run(TestJobs.service("anew", "exec sleep 600"), "anew", "running");
        assertThat(agent.put("/v1/client/allocation/" + id + "/restart", "{\"TaskName\": \"zz\"}")
                        .status())
                .isEqualTo(404);
        assertThat(agent.put("/v1/client/allocation/" + id + "/restart", "{\"TaskName\": \"t\"}")
                        .status())
                .isEqualTo(200);
        Reply after =
                agent.await("/v1/allocation/" + id, tree -> tree.toString().contains("Restarts=1"));
        assertThat(after.text("TaskStates.t.State")).isIn("pending", "running");
    }

    @Test
    void an_unknown_signal_is_named() {
        Reply reply =
                agent.put("/v1/client/allocation/" + talking + "/signal", "{\"Signal\": \"SIGNOPE\", \"Task\": \"t\"}");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text()).contains("SIGNOPE");
    }

    @Test
    void only_what_has_ended_is_cleared_away() {
        assertThat(agent.get("/v1/client/allocation/" + talking + "/gc").status())
                .isEqualTo(500);
        String id = agent.run(TestJobs.batch("brief", "true"), "brief", "complete");
        // Servers hear that it is complete a moment before its node is done with it.
        Reply collected = agent.get("/v1/client/allocation/" + id + "/gc");
        long end = System.nanoTime() + 30_000_000_000L;
        while (collected.status() == 500 && System.nanoTime() < end) {
            collected = agent.get("/v1/client/allocation/" + id + "/gc");
        }
        assertThat(collected.status()).as(collected.text()).isEqualTo(200);
        assertThat(agent.get("/v1/client/fs/ls/" + id).status()).isEqualTo(404);
    }

    @Test
    void a_stopped_allocation_is_replaced() {
        String id = agent.run(TestJobs.service("replaced", "exec sleep 600"), "replaced", "running");
        Reply stopped = agent.put("/v1/allocation/" + id + "/stop", "");
        assertThat(stopped.header("X-Nomad-Index")).isEqualTo(stopped.text("Index"));
        Reply after =
                agent.await("/v1/job/replaced/allocations", tree -> tree instanceof List<?> list && list.size() == 2);
        assertThat(after.text()).contains("\"DesiredStatus\":\"stop\"").contains("\"DesiredStatus\":\"run\"");
    }
}
