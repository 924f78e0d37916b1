package dev.drover.agent.api;

import static dev.drover.agent.TestConversation.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.agent.Reply;
import dev.drover.agent.TestAgent;
import dev.drover.agent.TestConversation;
import dev.drover.agent.TestJobs;
import dev.drover.model.api.ExecBytes;
import dev.drover.model.api.ExecOutput;
import dev.drover.model.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExecOverHttpTest {
    @RegisterExtension
    static final TestAgent agent = new TestAgent();

    private static String alloc = "";

    @BeforeAll
    static void runATaskWithActions() {
        String job = TestJobs.service("talk", "exec sleep 600")
                .replace(
                        "\"KillTimeout\"",
                        "\"Actions\": [{\"Name\": \"greet\", \"Command\": \"/bin/sh\","
                                + " \"Args\": [\"-c\", \"echo hello $NOMAD_JOB_ID; exit 3\"]}], \"KillTimeout\"");
        alloc = agent.run(job, "talk", "running");
    }

    private static TestConversation exec(String query) {
        return TestConversation.open(agent.address() + "/v1/client/allocation/" + alloc + "/exec?task=t" + query);
    }

    @Test
    void a_command_writes_to_both_outputs_and_tells_its_exit_code() throws Exception {
        try (TestConversation talk = exec(command("[\"/bin/sh\",\"-c\",\"echo out; echo err >&2; exit 7\"]"))) {
            assertThat(talk.awaitExit()).isEqualTo("out\n|err\n|7");
            assertThat(talk.awaitEnd()).isEqualTo("1000 ");
        }
    }

    @Test
    void a_command_reads_what_is_typed_until_the_input_ends() throws Exception {
        try (TestConversation talk = exec(command("[\"cat\"]"))) {
            talk.type("one\n").awaitOutput("one\n");
            talk.send("{}").type("two\n").endInput();
            assertThat(talk.awaitExit()).isEqualTo("two\n||0");
        }
    }

    @Test
    void a_command_with_a_terminal_knows_its_size() throws Exception {
        try (TestConversation talk = exec("&tty=true" + command("[\"/bin/sh\",\"-c\",\"read line; stty size\"]"))) {
            talk.send("{\"tty_size\":{\"height\":33,\"width\":111}}").type("go\n");
            assertThat(talk.awaitExit()).contains("33 111").endsWith("||0");
        }
    }

    @Test
    void a_command_ends_when_its_caller_goes() throws Exception {
        ProcessHandle process;
        try (TestConversation talk = exec(command("[\"/bin/sh\",\"-c\",\"echo $$; exec sleep 600\"]"))) {
            ExecBytes output = Json.read(ExecOutput.class, talk.next()).stdout();
            String pid = new String(Objects.requireNonNull(output).bytes(), StandardCharsets.UTF_8);
            process = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
            assertThat(process.isAlive()).isTrue();
        }
        process.onExit().get(30, TimeUnit.SECONDS);
        // It has ended, but counts as alive until it is collected.
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (process.isAlive() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void what_cannot_be_run_ends_the_conversation_with_its_reason() throws Exception {
        try (TestConversation talk = exec(command("[\"no-such-program\"]"))) {
            assertThat(talk.awaitEnd()).startsWith("1011 ").contains("no-such-program");
        }
        try (TestConversation talk = exec("")) {
            assertThat(talk.awaitEnd()).startsWith("1008 command has to be a JSON list");
        }
        try (TestConversation talk = TestConversation.open(
                agent.address() + "/v1/client/allocation/" + alloc + "/exec?task=zz" + command("[\"ls\"]"))) {
            assertThat(talk.awaitEnd()).startsWith("1008 Could not find task named \"zz\"");
        }
    }

    @Test
    void who_asks_may_be_told_in_the_first_message() throws Exception {
        try (TestConversation talk = exec("&ws_handshake=true" + command("[\"echo\",\"hi\"]"))) {
            assertThat(talk.send("{\"version\":1,\"auth_token\":\"secret\"}").awaitExit())
                    .isEqualTo("hi\n||0");
        }
        try (TestConversation talk = exec("&ws_handshake=true" + command("[\"echo\",\"hi\"]"))) {
            assertThat(talk.send("{\"version\":2}").awaitEnd()).startsWith("1008 unknown version");
        }
    }

    @Test
    void a_page_of_another_site_gets_no_websocket() {
        String path = agent.address() + "/v1/client/allocation/" + alloc + "/exec?task=t" + command("[\"ls\"]");
        assertThatThrownBy(() -> TestConversation.open(path, "Origin", "http://evil.example"))
                .rootCause()
                .hasMessageContaining("403");
        try (TestConversation talk = TestConversation.open(path, "Origin", "http://" + agent.address())) {
            assertThat(talk).isNotNull();
        }
    }

    @Test
    void without_a_websocket_there_is_an_error_that_clients_know() {
        Reply reply = agent.get("/v1/client/allocation/" + alloc + "/exec?task=t" + command("[\"ls\"]"));
        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text()).contains("websocket connection not found in context");
    }

    @Test
    void actions_of_a_job_are_listed_and_run() throws Exception {
        assertThat(agent.get("/v1/job/talk/actions").text())
                .startsWith("[{\"Name\":\"greet\",\"Command\":\"/bin/sh\",\"Args\":[\"-c\",")
                .endsWith("],\"TaskName\":\"t\",\"TaskGroupName\":\"g\"}]");
        String path = agent.address() + "/v1/job/talk/action?task=t&allocID=" + alloc;
        try (TestConversation talk = TestConversation.open(path + "&action=greet")) {
            assertThat(talk.awaitExit()).isEqualTo("hello talk\n||3");
        }
        try (TestConversation talk = TestConversation.open(path + "&action=leave")) {
            assertThat(talk.awaitEnd()).isEqualTo("1008 task \"t\" has no action \"leave\"; it has greet");
        }
        try (TestConversation talk =
                TestConversation.open(path.replace("/job/talk/", "/job/other/") + "&action=greet")) {
            assertThat(talk.awaitEnd()).startsWith("1008 allocation " + alloc + " is of job \"talk\"");
        }
    }
}
