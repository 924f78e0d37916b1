package dev.drover.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.cli.FakeAgent;
import dev.drover.cli.LocalFiles;
import dev.drover.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The group of servers and its snapshots, from the answers of an agent to the exact text. */
class OperatorCommandsTest {
    private static final String ONE =
            "{\"ID\":\"28fd010d-199d-3c55-b92d-2cd251566e13\",\"Node\":\"host1.global\",\"Address\":\"10.0.0.1:4647\",\"Leader\":true,\"Voter\":true,\"RaftProtocol\":\"3\"}";
    private static final String TWO =
            "{\"ID\":\"8f2a4c25-2b18-281b-e2a9-3db020047662\",\"Node\":\"\",\"Address\":\"10.0.0.2:4647\",\"Leader\":false,\"Voter\":true,\"RaftProtocol\":\"3\"}";

    @TempDir
    Path folder;

    private final FakeAgent agent = new FakeAgent();
    private final Terminal terminal = Terminal.with(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void the_servers_are_listed_with_their_leader() {
        agent.on("GET /v1/operator/raft/configuration", "{\"Index\":0,\"Servers\":[" + ONE + "," + TWO + "]}");

        assertThat(terminal.run("operator", "raft", "list-peers").out()).isEqualTo("""
                        Node          ID                                    Address        State     Voter  RaftProtocol
                        host1.global  28fd010d-199d-3c55-b92d-2cd251566e13  10.0.0.1:4647  leader    true   3
                        (unknown)     8f2a4c25-2b18-281b-e2a9-3db020047662  10.0.0.2:4647  follower  true   3
                        """);
        terminal.run("operator", "raft", "list-peers", "-stale");
        assertThat(agent.last("GET /v1/operator/raft/configuration").target()).endsWith("?stale=true");
    }

    @Test
    void without_a_leader_the_list_says_so() {
        agent.on("GET /v1/operator/raft/configuration", 500, "No cluster leader");

        Terminal.Result result = terminal.run("operator", "raft", "list-peers");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("Failed to retrieve raft configuration")
                .contains("No cluster leader");
    }

    @Test
    void a_server_is_removed_by_id_or_address() {
        agent.on("DELETE /v1/operator/raft/peer", "");

        assertThat(terminal.run("operator", "raft", "remove-peer", "-peer-id=abc")
                        .out())
                .isEqualTo("Removed peer with id \"abc\"\n");
        assertThat(agent.last("DELETE").target()).endsWith("?id=abc");
        assertThat(terminal.run("operator", "raft", "remove-peer", "-peer-address=10.0.0.2:4647")
                        .code())
                .isZero();
        assertThat(agent.last("DELETE").target()).endsWith("?address=10.0.0.2%3A4647");
    }

    @Test
    void a_server_has_to_be_named_in_one_way() {
        assertThat(terminal.run("operator", "raft", "remove-peer").code()).isEqualTo(1);
        Terminal.Result both =
                terminal.run("operator", "raft", "transfer-leadership", "-peer-id=abc", "-peer-address=10.0.0.2:4647");
        assertThat(both.code()).isEqualTo(1);
        assertThat(both.err()).contains("-peer-id").contains("-peer-address");
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void leadership_is_handed_over() {
        agent.on(
                "PUT /v1/operator/raft/transfer-leadership",
                "{\"From\":" + ONE + ",\"To\":" + TWO + ",\"Noop\":false}");

        Terminal.Result result = terminal.run(
                "operator", "raft", "transfer-leadership", "-peer-id=8f2a4c25-2b18-281b-e2a9-3db020047662");

        assertThat(result.out())
                .isEqualTo(
                        "Transferred leadership from host1.global (10.0.0.1:4647) to 8f2a4c25-2b18-281b-e2a9-3db020047662 (10.0.0.2:4647)\n");
    }

    @Test
    void a_snapshot_is_saved_under_the_given_name_and_never_over_another() throws IOException {
        agent.on("GET /v1/operator/snapshot", "the whole state");

        Terminal.Result result = terminal.in(folder).run("operator", "snapshot", "save", "backup.snap");

        assertThat(result.out()).isEqualTo("State file written to backup.snap\n");
        assertThat(folder.resolve("backup.snap")).hasContent("the whole state");
        Terminal.Result again = terminal.run("operator", "snapshot", "save", "-stale", "backup.snap");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("already exists: backup.snap");
    }

    @Test
    void a_snapshot_is_redacted_where_it_lies_and_when_it_is_saved() throws IOException {
        agent.on("GET /v1/operator/snapshot", "the whole state");
        Terminal redacting = Terminal.with(agent).in(folder).reading(new LocalFiles() {
            @Override
            public Facts inspectSnapshot(Path file) throws IOException {
                throw new IOException("not asked for");
            }

            @Override
            public void redactSnapshot(Path from, Path to) throws IOException {
                Files.writeString(to, Files.readString(from) + " without keys");
            }
        });
        assertThat(redacting
                        .run("operator", "snapshot", "save", "-redact", "a.snap")
                        .code())
                .isZero();
        assertThat(folder.resolve("a.snap")).hasContent("the whole state without keys");

        Files.writeString(folder.resolve("b.snap"), "another");
        assertThat(redacting.run("operator", "snapshot", "redact", "b.snap").out())
                .isEqualTo("Snapshot redacted: b.snap\n");
        assertThat(folder.resolve("b.snap")).hasContent("another without keys");
        assertThat(redacting.run("operator", "snapshot", "redact", "c.snap").err())
                .contains("c.snap is no file");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.snap", "b.snap");
    }

    @Test
    void a_snapshot_without_a_name_is_named_by_the_day() {
        agent.on("GET /v1/operator/snapshot", "the whole state");

        terminal.in(folder).run("operator", "snapshot", "save");

        assertThat(folder.resolve("nomad-state-20261123-1795395200.snap")).hasContent("the whole state");
    }

    @Test
    void a_snapshot_that_is_refused_leaves_no_file() {
        agent.on("GET /v1/operator/snapshot", 500, "No cluster leader");

        Terminal.Result result = terminal.in(folder).run("operator", "snapshot", "save", "backup.snap");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("Failed to get snapshot file").contains("No cluster leader");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_snapshot_is_restored_from_a_file() throws IOException {
        Files.writeString(folder.resolve("backup.snap"), "the whole state");
        agent.on("PUT /v1/operator/snapshot", "");

        assertThat(terminal.in(folder)
                        .run("operator", "snapshot", "restore", "backup.snap")
                        .out())
                .isEqualTo("Snapshot Restored\n");
        assertThat(agent.last("PUT /v1/operator/snapshot").body()).isEqualTo("the whole state");
        Terminal.Result missing = terminal.run("operator", "snapshot", "restore", "none.snap");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("Error opening snapshot file").contains("none.snap");
    }

    @Test
    void a_snapshot_file_is_inspected_without_an_agent() {
        LocalFiles.Facts facts = new LocalFiles.Facts(
                "9f86d081",
                7667,
                19,
                1,
                "0.1.0",
                List.of(new LocalFiles.Part("jobs", 2, 2048), new LocalFiles.Part("nodes", 0, 4)));

        Terminal.Result result =
                new Terminal().in(folder).reading(file -> facts).run("operator", "snapshot", "inspect", "backup.snap");

        assertThat(result.out()).isEqualTo("""
                        ID          9f86d081
                        Size        7667
                        Index       19
                        Version     1
                        Created by  0.1.0

                        Contents
                        Type  Count  Size
                        jobs  2      2.0 KiB
                        """);
    }

    @Test
    void a_file_that_is_no_snapshot_says_so() {
        Terminal.Result result = new Terminal()
                .in(folder)
                .reading(file -> {
                    throw new IOException("backup.snap is no snapshot");
                })
                .run("operator", "snapshot", "inspect", "backup.snap");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("Error inspecting snapshot: backup.snap is no snapshot\n");
    }

    /** Files that say what is in these lists. */
    private record ScriptedFiles(Map<String, Object> state, List<String> warnings, String fault) implements LocalFiles {
        @Override
        public Facts inspectSnapshot(Path file) throws IOException {
            throw new IOException(fault);
        }

        @Override
        public Map<String, Object> snapshotState(Path file, String filter) throws IOException {
            if (!fault.isEmpty()) {
                throw new IOException(fault);
            }
            return Map.of(file.getFileName() + " " + filter, state);
        }

        @Override
        public List<String> checkConfiguration(List<Path> paths) throws IOException {
            if (!fault.isEmpty()) {
                throw new IOException(fault);
            }
            return warnings;
        }
    }

    @Test
    void the_records_of_a_snapshot_are_shown_as_json() {
        LocalFiles files = new ScriptedFiles(Map.of("Jobs", List.of()), List.of(), "");

        Terminal.Result result = new Terminal()
                .in(folder)
                .reading(files)
                .run("operator", "snapshot", "state", "-filter", "ID == web", "backup.snap");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("\"backup.snap ID == web\"").contains("\"Jobs\"");
        assertThat(new Terminal()
                        .reading(new ScriptedFiles(Map.of(), List.of(), "it is damaged"))
                        .run("operator", "snapshot", "state", "backup.snap"))
                .extracting(Terminal.Result::code, Terminal.Result::err)
                .containsExactly(1, "Error reading snapshot: it is damaged\n");
    }

    @Test
    void configuration_is_checked_without_an_agent() {
        Terminal.Result valid = new Terminal()
                .reading(new ScriptedFiles(Map.of(), List.of("an odd number is better"), ""))
                .run("config", "validate", "a.hcl", "b.hcl");

        assertThat(valid)
                .isEqualTo(new Terminal.Result(0, "Configuration is valid!\n", "Warning: an odd number is better\n"));
        assertThat(new Terminal()
                        .reading(new ScriptedFiles(Map.of(), List.of(), "a.hcl:1: no such key"))
                        .run("config", "validate", "a.hcl"))
                .isEqualTo(new Terminal.Result(1, "", "Configuration is invalid: a.hcl:1: no such key\n"));
        assertThat(new Terminal().run("config", "validate").code()).isEqualTo(1);
    }
}
