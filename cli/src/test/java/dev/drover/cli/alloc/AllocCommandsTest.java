package dev.drover.cli.alloc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocCommandsTest {
    private static final String ID = "15904a37-6da7-9867-3c36-deda70f9fd21";
    private static final String STUB = "{\"ID\":\"" + ID + "\",\"Namespace\":\"default\",\"JobID\":\"full\",\"TaskGroup\":\"g\"}";
    private static final String ALLOCATION =
            """
            {"ID":"15904a37-6da7-9867-3c36-deda70f9fd21","EvalID":"63895672-91be-cd2f-cff1-9b9eb4d0c731","Name":"full.g[0]",
             "NodeID":"8f2a4c25-2b18-281b-e2a9-3db020047662","NodeName":"host1","JobID":"full","TaskGroup":"g",
             "Job":{"ID":"full","Version":1,"TaskGroups":[{"Name":"g","Tasks":[{"Name":"pre"},{"Name":"t"}]}]},
             "ClientStatus":"running","ClientDescription":"Tasks are running","DesiredStatus":"run",
             "CreateTime":1795395186000000000,"ModifyTime":1795395189000000000,
             "DeploymentID":"099d6979-bb82-a76b-d5d0-acc432b710b0","DeploymentStatus":{"Healthy":true},
             "AllocatedResources":{
               "Shared":{"DiskMB":300,"Networks":[{"DynamicPorts":[{"Label":"http","Value":21644}]}],
                         "Ports":[{"Label":"http","Value":21644,"To":8080,"HostIP":"127.0.0.1"}]},
               "Tasks":{"pre":{"Cpu":{"CpuShares":100},"Memory":{"MemoryMB":300}},
                        "t":{"Cpu":{"CpuShares":100},"Memory":{"MemoryMB":300}}},
               "TaskLifecycles":{"pre":{"Hook":"prestart","Sidecar":false}}},
             "TaskStates":{
               "t":{"State":"running","StartedAt":"2026-11-23T00:53:12Z","Events":[
                 {"Type":"Received","Time":1795395192000000000,"DisplayMessage":"Task received by client"},
                 {"Type":"Started","Time":1795395192000000000,"DisplayMessage":"Task started by client"}]},
               "pre":{"State":"dead","Restarts":1,"StartedAt":"2026-11-23T00:53:11Z","FinishedAt":"2026-11-23T00:53:12Z",
                 "LastRestart":"2026-11-23T00:53:10Z",
                 "Events":[{"Type":"Terminated","Time":1795395192000000000,"DisplayMessage":"Exit Code: 0"}]}}}
            """;
    private static final String STATS =
            """
            {"Tasks":{"t":{"ResourceUsage":{"MemoryStats":{"RSS":22020096,"Measured":["RSS"]},
              "CpuStats":{"TotalTicks":3.4,"Percent":1.5}}}}}
            """;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    AllocCommandsTest() {
        agent.on("GET /v1/allocations", "[" + STUB + "]").on("GET /v1/allocation/" + ID, ALLOCATION);
    }

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void status_shows_the_allocation_its_addresses_and_its_tasks() {
        agent.on("GET /v1/client/allocation/" + ID + "/stats", STATS);

        Terminal.Result result = terminal.run("alloc", "status", "15904a3");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .isEqualTo(
                        """
                        ID                  = 15904a37-6da7-9867-3c36-deda70f9fd21
                        Eval ID             = 63895672
                        Name                = full.g[0]
                        Node ID             = 8f2a4c25
                        Node Name           = host1
                        Job ID              = full
                        Job Version         = 1
                        Client Status       = running
                        Client Description  = Tasks are running
                        Desired Status      = run
                        Desired Description = <none>
                        Created             = 14s ago
                        Modified            = 11s ago
                        Deployment ID       = 099d6979
                        Deployment Health   = healthy

                        Allocation Addresses:
                        Label  Dynamic  Address
                        *http  yes      127.0.0.1:21644 -> 8080

                        Task "pre" (prestart) is "dead"
                        Task Resources:
                        CPU        Memory       Disk     Addresses
                        0/100 MHz  0 B/300 MiB  300 MiB  \s

                        Task Events:
                        Started At     = 2026-11-23T00:53:11Z
                        Finished At    = 2026-11-23T00:53:12Z
                        Total Restarts = 1
                        Last Restart   = 2026-11-23T00:53:10Z

                        Recent Events:
                        Time                  Type        Description
                        2026-11-23T00:53:12Z  Terminated  Exit Code: 0

                        Task "t" is "running"
                        Task Resources:
                        CPU        Memory          Disk     Addresses
                        3/100 MHz  21 MiB/300 MiB  300 MiB  \s

                        Task Events:
                        Started At     = 2026-11-23T00:53:12Z
                        Finished At    = N/A
                        Total Restarts = 0
                        Last Restart   = N/A

                        Recent Events:
                        Time                  Type      Description
                        2026-11-23T00:53:12Z  Started   Task started by client
                        2026-11-23T00:53:12Z  Received  Task received by client
                        """.replace("  \s\n", "  \n"));
        assertThat(agent.last("GET /v1/allocations").target()).isEqualTo("/v1/allocations?prefix=15904a");
    }

    @Test
    void a_node_that_does_not_tell_its_use_does_not_hide_the_rest() {
        Terminal.Result result = terminal.run("alloc", "status", ID);

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Couldn't retrieve stats");
        assertThat(result.out()).contains("Task \"t\" is \"running\"");
    }

    @Test
    void short_shows_a_line_a_task() {
        agent.on("GET /v1/client/allocation/" + ID + "/stats", STATS);

        assertThat(terminal.run("alloc", "status", "-short", ID).out())
                .endsWith(
                        """
                        Tasks
                        Name  State    Last Event  Time                  Lifecycle
                        pre   dead     Terminated  2026-11-23T00:53:12Z  prestart
                        t     running  Started     2026-11-23T00:53:12Z  main
                        """);
    }

    @Test
    void logs_go_to_the_stream_that_the_task_used() {
        agent.on("GET /v1/client/fs/logs/" + ID, "line\n");

        Terminal.Result stdout = terminal.run("alloc", "logs", "-stdout", ID, "t");
        Terminal.Result stderr = terminal.run("logs", "-stderr", ID, "t");

        assertThat(stdout.out()).isEqualTo("line\n");
        assertThat(stdout.err()).isEmpty();
        assertThat(stderr.err()).isEqualTo("line\n");
        assertThat(agent.last("GET /v1/client/fs/logs").target()).contains("task=t").contains("type=stderr");
    }

    @Test
    void without_a_task_the_tasks_to_choose_from_are_listed() {
        Terminal.Result result = terminal.run("alloc", "logs", ID);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("  * pre\n  * t\n").contains("Please specify the task.");
    }

    @Test
    void tail_prints_the_last_lines_only() {
        agent.on("GET /v1/client/fs/logs/" + ID, "1\n2\n3\n4\n");

        assertThat(terminal.run("alloc", "logs", "-stdout", "-tail", "-n", "2", ID, "t").out()).isEqualTo("3\n4\n");
        assertThat(agent.last("GET /v1/client/fs/logs").target()).contains("origin=end");
    }

    @Test
    void following_prints_frames_until_the_stream_ends() {
        agent.on("GET /v1/client/fs/logs/" + ID, frame("1\n2\n3\n") + "{}" + frame("4\n") + "{}");

        assertThat(terminal.run("alloc", "logs", "-f", "-stdout", ID, "t").out()).isEqualTo("1\n2\n3\n4\n");
        assertThat(terminal.run("alloc", "logs", "-f", "-tail", "-n=1", "-stdout", ID, "t").out())
                .isEqualTo("3\n4\n");
        assertThat(agent.last("GET /v1/client/fs/logs").target()).contains("follow=true");
    }

    private static String frame(String text) {
        return "{\"Data\":\"" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    @Test
    void a_task_that_does_not_exist_gets_no_signal() {
        Terminal.Result result = terminal.run("alloc", "signal", "-s", "SIGHUP", ID, "nope");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("Could not find task named: nope, found:");
    }

    @Test
    void a_refused_signal_is_told_as_the_agent_told_it() {
        agent.on("PUT /v1/client/allocation/" + ID + "/signal", 500, "Task not running");

        Terminal.Result result = terminal.run("alloc", "signal", "-s", "SIGHUP", ID, "t");

        assertThat(result.err())
                .isEqualTo("Error signalling allocation: Unexpected response code: 500 (Task not running)\n");
        assertThat(agent.last("PUT /v1/client").body()).contains("\"Signal\":\"SIGHUP\"");
    }

    @Test
    void folders_are_listed_and_files_printed() {
        agent.on("GET /v1/client/fs/stat/" + ID, "{\"Name\":\"/\",\"IsDir\":true}")
                .on("GET /v1/client/fs/stat/" + ID, "{\"Name\":\"x\",\"Size\":1}")
                .on(
                        "GET /v1/client/fs/ls/" + ID,
                        """
                        [{"Name":"alloc","IsDir":true,"Size":4096,"FileMode":"drwxrwxrwx","ModTime":"2026-11-23T00:53:12Z"},
                         {"Name":"x","Size":1,"FileMode":"-rw-r--r--","ModTime":"2026-11-23T00:53:12Z"}]
                        """)
                .on("GET /v1/client/fs/cat/" + ID, "content");

        assertThat(terminal.run("alloc", "fs", ID).out())
                .isEqualTo(
                        """
                        Mode        Size     Modified Time         Name
                        drwxrwxrwx  4.0 KiB  2026-11-23T00:53:12Z  alloc/
                        -rw-r--r--  1 B      2026-11-23T00:53:12Z  x
                        """);
        assertThat(terminal.run("alloc", "fs", ID, "x").out()).isEqualTo("content");
    }

    @ParameterizedTest
    @CsvSource({"'a\nb\nc\n',2,2", "'a\nb\nc',2,2", "'a\nb\n',5,0", "'a\nb\n',0,4", "'',3,0", "'\n\n\n',1,2"})
    void the_last_lines_start_after_the_line_break_before_them(String text, int lines, int start) {
        assertThat(LastLines.atMost(lines).start(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(start);
    }
}
