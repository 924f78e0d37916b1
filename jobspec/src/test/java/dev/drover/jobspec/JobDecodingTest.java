package dev.drover.jobspec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.jobspec.hcl.SourceFile;
import dev.drover.model.job.Job;
import dev.drover.model.job.Port;
import dev.drover.model.job.Secret;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JobDecodingTest {
    private static JobFile parse(String hcl) {
        return JobFiles.parse(new SourceFile("job.hcl", hcl), JobFileOptions.sent(""));
    }

    private static Job job(String hcl) {
        JobFile parsed = parse(hcl);
        assertThat(parsed.explain()).doesNotContain("Error:");
        return parsed.job().orElseThrow();
    }

    private static TaskGroup group(String body) {
        return job("job \"j\" {\n group \"g\" {\n" + body + "\n}\n}")
                .taskGroups()
                .getFirst();
    }

    private static Task task(String body) {
        return group("task \"t\" {\n driver = \"raw_exec\"\n" + body + "\n}")
                .tasks()
                .getFirst();
    }

    private static String faults(String taskBody) {
        JobFile parsed =
                parse("job \"j\" {\n group \"g\" {\n task \"t\" {\n driver = \"raw_exec\"\n" + taskBody + "\n}\n}\n}");
        assertThat(parsed.job()).isEmpty();
        return parsed.explain();
    }

    @Test
    void nothing_is_filled_in_that_is_not_written() {
        Job job = job("job \"j\" {\n group \"g\" {\n task \"t\" {\n driver = \"d\"\n}\n}\n}");
        assertThat(job.type()).isEmpty();
        assertThat(job.taskGroups().getFirst().count()).isNull();
        assertThat(job.taskGroups().getFirst().tasks().getFirst().resources()).isNull();
    }

    @Test
    void an_operator_may_stand_as_a_key() {
        assertThat(task("constraint { distinct_hosts = true }").constraints().getFirst())
                .hasToString("Constraint[leftTarget=, rightTarget=, operand=distinct_hosts]");
        assertThat(task("constraint { distinct_hosts = false }")
                        .constraints()
                        .getFirst()
                        .rightTarget())
                .isEqualTo("false");
        assertThat(task("constraint {\n distinct_property = \"$${meta.rack}\"\n value = \"2\"\n}")
                        .constraints()
                        .getFirst())
                .hasToString("Constraint[leftTarget=${meta.rack}, rightTarget=2, operand=distinct_property]");
        assertThat(task("constraint {\n attribute = \"$${attr.a}\"\n version = \">= 1\"\n}")
                        .constraints()
                        .getFirst())
                .hasToString("Constraint[leftTarget=${attr.a}, rightTarget=>= 1, operand=version]");
        assertThat(task("constraint {\n attribute = \"$${attr.a}\"\n is_set = true\n}")
                        .constraints()
                        .getFirst())
                .hasToString("Constraint[leftTarget=${attr.a}, rightTarget=, operand=is_set]");
        assertThat(task("affinity {\n attribute = \"$${attr.a}\"\n regexp = \"x\"\n}")
                        .affinities()
                        .getFirst()
                        .operand())
                .isEqualTo("regexp");
    }

    @Test
    void a_fixed_port_is_reserved_and_others_are_dynamic() {
        TaskGroup group = group(
                "network {\n port \"a\" { static = 80 }\n port \"b\" { to = 8080 }\n}\ntask \"t\" { driver = \"d\" }");
        assertThat(group.networks().getFirst().reservedPorts())
                .extracting(Port::label)
                .containsExactly("a");
        assertThat(group.networks().getFirst().dynamicPorts())
                .extracting(Port::to)
                .containsExactly(8080);
    }

    @Test
    void ports_of_old_move_to_the_group_with_their_mapping() {
        TaskGroup group = group("""
                network {
                  port "a" {}
                }
                task "t" {
                  driver = "docker"
                  config {
                    port_map { b = 80 }
                  }
                  resources {
                    network {
                      port "b" {}
                    }
                  }
                }
                """);
        assertThat(group.networks()).hasSize(1);
        assertThat(group.networks().getFirst().dynamicPorts())
                .extracting(Port::label)
                .containsExactly("a", "b");
        assertThat(group.networks().getFirst().dynamicPorts().getLast().to()).isEqualTo(80);
        assertThat(group.tasks().getFirst().config()).isEqualTo(Map.of("ports", List.of("b")));
    }

    @Test
    void what_a_job_says_about_secrets_reaches_tasks_that_say_nothing() {
        Job job = job("""
                job "j" {
                  vault { role = "job" }
                  secret "s" {
                    provider = "nomad"
                    path     = "job"
                  }
                  group "g" {
                    vault { role = "group" }
                    task "a" { driver = "d" }
                    task "b" {
                      driver = "d"
                      vault { role = "own" }
                      secret "s" {
                        provider = "nomad"
                        path     = "own"
                      }
                    }
                  }
                  task "c" { driver = "d" }
                }
                """);
        List<Task> tasks = job.taskGroups().getFirst().tasks();
        assertThat(tasks)
                .extracting(task -> task.vault() == null ? "" : task.vault().role())
                .containsExactly("group", "own");
        assertThat(tasks)
                .extracting(task -> task.secrets().getFirst())
                .extracting(Secret::path)
                .containsExactly("job", "own");
        assertThat(job.taskGroups().getLast().tasks().getFirst().vault())
                .extracting("role", "env")
                .containsExactly("job", true);
    }

    @Test
    void blocks_of_a_driver_become_lists_of_maps() {
        assertThat(
                        task("config {\n a = 1\n m {\n t = \"x\"\n}\n m {\n t = \"y\"\n}\n l \"k\" {\n v = [1.5, true]\n}\n}")
                                .config())
                .isEqualTo(Map.of(
                        "a", 1L,
                        "m", List.of(Map.of("t", "x"), Map.of("t", "y")),
                        "l", List.of(Map.of("k", List.of(Map.of("v", List.of(1.5, true)))))));
    }

    @Test
    void the_identity_without_a_name_is_the_default_one() {
        Task task = task("identity { env = true }\nidentity {\n name = \"x\"\n aud = [\"y\"]\n}");
        assertThat(task.identity()).extracting("env").isEqualTo(true);
        assertThat(task.identities()).extracting("name").containsExactly("x");
    }

    @Test
    void values_are_converted_as_the_language_does() {
        Task task = task(
                "leader = \"true\"\nkill_timeout = 1500000000\nmeta {\n a = 1.50\n b = true\n}\nresources { cpu = \"100\" }");
        assertThat(task.leader()).isTrue();
        assertThat(task.killTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(task.meta()).isEqualTo(Map.of("a", "1.5", "b", "true"));
        assertThat(task.resources()).extracting("cpu").isEqualTo(100);
        assertThat(task("user = null").user()).isEmpty();
    }

    @Test
    void a_small_bare_number_for_a_duration_is_doubted() {
        JobFile parsed =
                parse("job \"j\" {\n group \"g\" {\n task \"t\" {\n driver = \"d\"\n kill_timeout = 30\n}\n}\n}");
        assertThat(parsed.job()).isPresent();
        assertThat(parsed.explain())
                .contains("A bare number counts nanoseconds. Write a unit, such as \"30s\" for seconds.");
    }

    @Test
    void a_name_in_the_wrong_block_is_sent_to_the_right_one() {
        assertThat(faults("cpu = 100"))
                .contains("job.hcl:5:1")
                .contains("It belongs into a \"resources\" block inside it.");
        assertThat(faults("datacenters = [\"dc1\"]")).contains("It belongs into the \"job\" block around it.");
        assertThat(faults("memroy {}")).contains("Unknown block");
        assertThat(faults("kil_timeout = \"1s\"")).contains("Did you mean \"kill_timeout\"?");
    }

    @Test
    void attribute_and_block_are_not_confused_silently() {
        assertThat(faults("resources = { cpu = 1 }"))
                .contains("\"resources\" is a block; write resources { ... } without an equals sign.");
        assertThat(faults("user {}")).contains("\"user\" is an attribute; write user = \"...\".");
        assertThat(faults("config = 5")).contains("\"config\" must be a block or a map, found the number 5");
        assertThat(faults("env {\n a {}\n}")).contains("Block not allowed");
    }

    @Test
    void a_block_that_stands_twice_names_both_places() {
        assertThat(faults("resources {}\nresources {}"))
                .contains("job.hcl:6:1")
                .contains("stands there already, at job.hcl:5:1");
        assertThat(faults("env { A = 1 }\nenv { B = 1 }")).contains("stands there already, at job.hcl:5:1");
        assertThat(faults("action \"x\" { command = \"a\" }\naction \"x\" { command = \"b\" }"))
                .contains("action \"x\" stands there already");
    }

    @Test
    void a_wrong_type_says_what_was_expected_and_found() {
        assertThat(faults("leader = 5")).contains("\"leader\" must be true or false, found the number 5.");
        assertThat(faults("resources { cpu = 1.5 }")).contains("must be a whole number, found the number 1.5");
        assertThat(faults("resources { memory = \"256MB\" }")).contains("Write the number without a unit.");
        assertThat(faults("vault { policies = \"a\" }"))
                .contains("must be a list of strings, found the string \"a\". Put it in brackets");
        assertThat(faults("user = [\"a\"]")).contains("must be a string, found a list. Remove the brackets.");
        assertThat(faults("action \"x\" {\n command = \"a\"\n args = [[]]\n}")).contains("Item 1 is a list.");
        assertThat(faults("env { A = [1] }")).contains("\"A\" must be a string, found a list.");
    }

    @Test
    void missing_parts_are_named() {
        assertThat(faults("artifact {}")).contains("A \"artifact\" block needs \"source\"");
        assertThat(faults("action { command = \"a\" }"))
                .contains("needs a label, its name; write action \"name\" { ... }.");
        assertThat(parse("job \"j\" {\n group \"g\" {}\n}").explain())
                .contains("A \"group\" block needs a \"task\" block.");
        assertThat(parse("job \"j\" {}").explain()).contains("needs at least one \"group\"");
        assertThat(parse("").explain()).contains("A job file holds one job");
        assertThat(parse("job \"a\" \"b\" {}").explain()).contains("takes one label");
    }

    @Test
    void a_server_reads_no_files() {
        assertThat(faults("env { A = file(\"/etc/passwd\") }")).contains("a server does not do for job files");
    }

    @Test
    void an_attribute_without_value_is_reported_once() {
        JobFile parsed = parse("job \"j\" {\n group \"g\" {\n task \"t\" {\n driver = var.nothing\n}\n}\n}");
        assertThat(parsed.errors()).hasSize(1);
    }
}
