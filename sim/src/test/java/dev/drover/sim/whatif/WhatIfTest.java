package dev.drover.sim.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.wire.Json;
import dev.drover.state.State;
import dev.drover.state.snapshot.StateSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten nodes of 4,000 MHz and 8 GiB; a web service has 500 MHz and 1 GiB on each. */
class WhatIfTest {
    @TempDir
    private Path folder;

    private Path snapshot;

    private record Answer(int code, String out, String err) {}

    @BeforeEach
    void save() throws IOException {
        State state = Farm.of(10, 10);
        snapshot = folder.resolve("farm.snap");
        try (OutputStream out = Files.newOutputStream(snapshot)) {
            StateSnapshots.write(state, out);
        }
    }

    private static Answer ask(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = WhatIfMain.run(
                Arrays.asList(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String file(String job) throws IOException {
        return Files.writeString(folder.resolve("job.nomad.hcl"), job).toString();
    }

    private String job(int count, int memory) throws IOException {
        return file("""
                job "batchy" {
                  type = "batch"
                  group "crunch" {
                    count = %d
                    task "crunch" {
                      driver = "raw_exec"
                      config { command = "/bin/true" }
                      resources {
                        cpu    = 100
                        memory = %d
                      }
                    }
                  }
                }
                """.formatted(count, memory));
    }

    @Test
    void a_job_that_fits_is_told_with_how_many_more_would() throws IOException {
        Answer answer = ask("-job", job(5, 1024), snapshot.toString());
        assertThat(answer.code()).isZero();
        // Seven GiB are free on each of ten nodes.
        assertThat(answer.out()).isEqualTo("""
                Job "batchy" fits.
                  group "crunch": 5 of 5 on 5 nodes; 65 more would fit
                """);
    }

    @Test
    void a_job_that_does_not_fit_is_told_with_what_is_missing() throws IOException {
        Answer answer = ask("-job=" + job(3, 9000), snapshot.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out())
                .startsWith("Job \"batchy\" does not fit.\n  group \"crunch\": 0 of 3 on 0 nodes")
                .contains("memory exhausted: 10 nodes");
    }

    @Test
    void draining_nodes_tells_what_moves_and_what_finds_no_room() {
        Answer one = ask("-drain", "node-0,node-1", snapshot.toString());
        assertThat(one.code()).isZero();
        assertThat(one.out()).isEqualTo("Draining node-0, node-1 moves 2 allocations and ends 0 of system jobs.\n");

        String all = String.join(
                ",",
                List.of(
                        "node-0", "node-1", "node-2", "node-3", "node-4", "node-5", "node-6", "node-7", "node-8",
                        "node-9"));
        Answer none = ask("-drain", all, snapshot.toString());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.out()).contains("web/web: no room for 10");
    }

    @Test
    void ten_spread_allocations_would_do_with_two_nodes() {
        Answer answer = ask(snapshot.toString());
        assertThat(answer.out()).isEqualTo("10 of 10 nodes have work; 2 would carry it.\n");
        assertThat(answer.code()).isZero();
    }

    @Test
    void programs_get_json() throws IOException {
        Answer answer = ask("-json", "-fewest-nodes", "-job", job(5, 1024), snapshot.toString());
        Map<String, Object> tree = Json.readObject(answer.out().getBytes(StandardCharsets.UTF_8));
        assertThat(tree).containsOnlyKeys("job", "nodes");
        assertThat(String.valueOf(tree.get("nodes"))).contains("fewest=2");
        assertThat(String.valueOf(tree.get("job"))).contains("fits=true").contains("more=65");
    }

    @Test
    void questions_that_make_no_sense_are_refused_with_the_reason() throws IOException {
        assertThat(ask("-job", "x.hcl").err()).contains("which snapshot?");
        assertThat(ask("-drain", "nobody", snapshot.toString()).err())
                .contains("no node of the snapshot is called nobody");
        assertThat(ask("-drain", "node", snapshot.toString()).err()).contains("no node of the snapshot is called node");
        assertThat(ask(folder.resolve("none").toString()).err()).contains("there is no such file");
        assertThat(ask(file("job \"x\" {}")).err()).contains("cannot read the snapshot");
        assertThat(ask("-frobnicate", snapshot.toString()).err()).contains("there is no option -frobnicate");
        assertThat(ask("-job", file("job \"x\" {"), snapshot.toString()).err()).contains("the job file has faults");
    }

    @Test
    void help_is_given() {
        Answer answer = ask("-help");
        assertThat(answer.code()).isZero();
        assertThat(answer.out()).startsWith("Usage: drover sim what-if");
    }
}
