package dev.drover.client;

import static dev.drover.client.Samples.allocation;
import static dev.drover.client.Samples.group;
import static dev.drover.client.Samples.shell;
import static dev.drover.client.TestNode.events;
import static dev.drover.client.TestNode.is;
import static dev.drover.client.TestNode.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.client.ClientConfig.TemplateSettings;
import dev.drover.client.task.TaskInputs;
import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.alloc.TaskEvent;
import dev.drover.model.alloc.TaskRunState;
import dev.drover.model.job.ChangeScript;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import dev.drover.model.job.Template;
import dev.drover.model.job.TemplateBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates of tasks, from the first rendering to what a change does to the task. */
final class TemplatesTest {
    private static ClientConfig atOnce(ClientConfig config) {
        return ClientConfigBuilder.builder(config)
                .template(new TemplateSettings(
                        List.of("executeTemplate"),
                        true,
                        TaskInputs.Wait.of(Duration.ZERO, Duration.ZERO),
                        TaskInputs.Wait.NONE))
                .build();
    }

    @TempDir
    private Path directory;

    private final FakeSources sources = new FakeSources();

    private static TemplateBuilder template(String destination, String text) {
        return TemplateBuilder.builder()
                .destPath(destination)
                .embeddedTmpl(text)
                .splay(Duration.ZERO);
    }

    private static Task with(Task task, Template... templates) {
        return TaskBuilder.builder(task).templates(List.of(templates)).build();
    }

    private TestNode node() {
        return new TestNode(directory, TemplatesTest::atOnce, sources);
    }

    private static List<String> messages(Allocation report) {
        return state(report, "t").events().stream()
                .map(TaskEvent::displayMessage)
                .toList();
    }

    @Test
    void templates_see_the_environment_and_files_and_get_their_permissions() throws Exception {
        try (TestNode node = node()) {
            Task task = with(
                    shell("t", "cat local/a.conf ${NOMAD_ALLOC_DIR}/b.conf"),
                    template("local/part", "part").build(),
                    template("local/a.conf", "[[ env \"NOMAD_META_color\" ]] [[ file \"local/part\" ]]\n")
                            .leftDelim("[[")
                            .rightDelim("]]")
                            .perms("0640")
                            .build(),
                    template("${NOMAD_ALLOC_DIR}/b.conf", "{{ range loop 3 }}{{ . }}{{ end }}\n")
                            .build());
            Allocation allocation = allocation("batch", group(task));
            node.run(allocation, ClientStatus.COMPLETE);

            assertThat(node.log(allocation, "t.stdout.0")).isEqualTo("red part\n012\n");
            assertThat(Files.getPosixFilePermissions(node.folder(allocation).resolve("t/local/a.conf")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "local/x ~ {{ nope }} ~ Template failed: template: local/x:1:4: function \"nope\" is not known",
                "local/x ~ {{ file \"/etc/hostname\" }} ~ Template failed",
                "local/x ~ {{ file \"../../../secret\" }} ~ leaves the task's folder",
                "local/x ~ {{ executeTemplate \"x\" }} ~ function is disabled on this node",
                "../../x ~ x ~ leaves the task's folder",
                "local/../../other/x ~ x ~ leaves the task's folder",
            })
    void what_a_template_must_not_do_fails_the_setup(String destination, String text, String message) throws Exception {
        try (TestNode node = node()) {
            Task task = with(shell("t", "true"), template(destination, text).build());
            Allocation report = node.run(allocation("batch", group(task)), ClientStatus.FAILED);

            assertThat(events(report, "t")).contains("Setup Failure");
            assertThat(messages(report)).anySatisfy(each -> assertThat(each).contains(message));
        }
    }

    @Test
    void a_missing_key_fails_where_that_is_asked_for() throws Exception {
        try (TestNode node = node()) {
            Task task = with(
                    shell("t", "true"),
                    template("local/x", "{{ (parseJSON \"{}\").a }}")
                            .errMissingKey(true)
                            .build());
            Allocation report = node.run(allocation("batch", group(task)), ClientStatus.FAILED);

            assertThat(messages(report)).anySatisfy(each -> assertThat(each).contains("no entry for key \"a\""));
        }
    }

    @Test
    void a_link_in_the_way_of_a_template_is_never_followed() throws Exception {
        try (TestNode node = node()) {
            Path outside = Files.createDirectory(directory.resolve("outside"));
            Task task = TaskBuilder.builder(with(
                            shell("t", "rm -rf local/d; ln -s " + outside + " local/d; exit 1"),
                            template("local/d/x", "x").build()))
                    .restartPolicy(Samples.restarts(1, Duration.ofMillis(1)))
                    .build();
            Allocation report = node.run(allocation("batch", group(task)), ClientStatus.FAILED);

            assertThat(outside).isEmptyDirectory();
            assertThat(messages(report)).anySatisfy(each -> assertThat(each).contains("leads through the link d"));
        }
    }

    @Test
    void a_task_waits_for_what_its_templates_ask_for_and_says_what_is_missing() throws Exception {
        try (TestNode node = node()) {
            Task task = with(
                    shell("t", "cat local/x"),
                    template("local/x", "{{ key \"a\" }}{{ key \"b\" }}").build());
            Allocation allocation = allocation("batch", group(task));
            node.servers.want(allocation);
            Allocation waiting = node.servers.awaitReport(
                    allocation.id(), each -> events(each, "t").contains("Template"));
            assertThat(messages(waiting)).contains("Missing: key(a), key(b)");
            assertThat(state(waiting, "t").state()).isEqualTo(TaskRunState.PENDING);

            sources.put("key(a)", "1");
            sources.put("key(b)", "2");
            node.servers.awaitReport(allocation.id(), is(ClientStatus.COMPLETE));
            assertThat(node.log(allocation, "t.stdout.0")).isEqualTo("12");
        }
    }

    @Test
    void a_task_that_waits_for_its_templates_can_be_stopped() throws Exception {
        try (TestNode node = node()) {
            Task task = with(
                    shell("t", "true"), template("local/x", "{{ key \"a\" }}").build());
            Allocation allocation = allocation("service", group(task));
            node.servers.want(allocation);
            Await.until(() -> sources.watchers() > 0);
            node.servers.stop(allocation.id());

            Allocation report = node.servers.awaitReport(
                    allocation.id(), each -> state(each, "t").state() == TaskRunState.DEAD);
            assertThat(events(report, "t")).contains("Killed").doesNotContain("Started");
            assertThat(sources.watchers()).isZero();
            assertThat(node.folder(allocation).resolve("t/local/x")).doesNotExist();
        }
    }

    private Allocation started(TestNode node, Task task) throws Exception {
        Allocation allocation = allocation("service", group(task));
        node.servers.want(allocation);
        node.servers.awaitReport(allocation.id(), each -> state(each, "t").state() == TaskRunState.RUNNING);
        Await.until(() -> sources.watchers() > 0);
        return allocation;
    }

    private static final Task SLEEPER = shell("t", "cat local/x >> ${NOMAD_ALLOC_DIR}/seen; exec sleep 300");

    @Test
    void a_change_restarts_the_task() throws Exception {
        sources.put("key(a)", "one\n");
        try (TestNode node = node()) {
            Allocation allocation = started(
                    node, with(SLEEPER, template("local/x", "{{ key \"a\" }}").build()));
            Path seen = node.folder(allocation).resolve("alloc/seen");
            Await.until(() -> Files.exists(seen) && Files.readString(seen).equals("one\n"));
            sources.put("key(a)", "two\n");

            Allocation report = node.servers.awaitReport(
                    allocation.id(),
                    each -> state(each, "t").restarts() == 1 && each.clientStatus() == ClientStatus.RUNNING);
            assertThat(messages(report)).contains("Template with change_mode restart re-rendered");
            Await.until(() -> Files.readString(seen).equals("one\ntwo\n"));
        }
    }

    @Test
    void time_that_goes_by_is_no_change() throws Exception {
        sources.put("key(a)", "one");
        sources.put("key(b)", "one");
        try (TestNode node = node()) {
            Allocation allocation = started(
                    node,
                    with(
                            SLEEPER,
                            template("local/x", "{{ key \"a\" }} {{ sprig_uuidv4 }}")
                                    .build(),
                            template("local/y", "{{ key \"b\" }}")
                                    .changeMode("noop")
                                    .build()));
            String before = Files.readString(node.folder(allocation).resolve("t/local/x"));
            sources.put("key(b)", "two");

            Await.until(() -> Files.readString(node.folder(allocation).resolve("t/local/y"))
                    .equals("two"));
            assertThat(node.folder(allocation).resolve("t/local/x")).hasContent(before);
        }
    }

    @Test
    void a_change_signals_the_task_or_only_writes_the_file() throws Exception {
        sources.put("key(a)", "one");
        sources.put("key(b)", "one");
        try (TestNode node = node()) {
            Task task = with(
                    shell("t", "trap 'echo got >> ${NOMAD_ALLOC_DIR}/seen' HUP; while :; do sleep 0.05; done"),
                    template("local/x", "{{ key \"a\" }}").changeMode("noop").build(),
                    template("local/y", "{{ key \"b\" }}")
                            .changeMode("signal")
                            .changeSignal("SIGHUP")
                            .build());
            Allocation allocation = started(node, task);
            sources.put("key(a)", "two");
            Await.until(() -> Files.readString(node.folder(allocation).resolve("t/local/x"))
                    .equals("two"));
            sources.put("key(b)", "two");

            Path seen = node.folder(allocation).resolve("alloc/seen");
            Await.until(() -> Files.exists(seen) && Files.readString(seen).equals("got\n"));
            Allocation report = node.servers.awaitReport(
                    allocation.id(), each -> events(each, "t").contains("Signaling"));
            assertThat(state(report, "t").restarts()).isZero();
        }
    }

    @Test
    void a_template_that_is_rendered_once_is_not_watched() throws Exception {
        sources.put("key(a)", "one");
        sources.put("key(b)", "one");
        try (TestNode node = node()) {
            Allocation allocation = started(
                    node,
                    with(
                            SLEEPER,
                            template("local/x", "{{ key \"a\" }}").once(true).build(),
                            template("local/y", "{{ key \"b\" }}")
                                    .changeMode("noop")
                                    .build()));
            sources.put("key(a)", "two");
            sources.put("key(b)", "two");

            Await.until(() -> Files.readString(node.folder(allocation).resolve("t/local/y"))
                    .equals("two"));
            assertThat(node.folder(allocation).resolve("t/local/x")).hasContent("one");
        }
    }

    @Test
    void a_fault_after_the_start_leaves_the_old_file_and_is_told() throws Exception {
        sources.put("key(a)", "1");
        try (TestNode node = node()) {
            Allocation allocation = started(
                    node,
                    with(
                            SLEEPER,
                            template("local/x", "{{ key \"a\" | parseInt }}").build()));
            sources.put("key(a)", "secret");

            Allocation report = node.servers.awaitReport(
                    allocation.id(), each -> events(each, "t").contains("Template"));
            assertThat(messages(report))
                    .anySatisfy(each -> assertThat(each).startsWith("Template failed: template: local/x"));
            assertThat(node.folder(allocation).resolve("t/local/x")).hasContent("1");
        }
    }

    @Test
    void a_change_runs_a_script_inside_the_task_as_its_driver_does() throws Exception {
        sources.put("key(a)", "one");
        try (TestNode node = node()) {
            Template template = template("local/x", "{{ key \"a\" }}")
                    .changeMode("script")
                    .changeScript(new ChangeScript(
                            "/bin/sh",
                            List.of("-c", "cat \"$NOMAD_TASK_DIR/x\" > \"$NOMAD_ALLOC_DIR/seen\""),
                            Duration.ofSeconds(10),
                            true,
                            false))
                    .build();
            Allocation allocation = started(node, with(SLEEPER, template));
            sources.put("key(a)", "two");

            Path seen = node.folder(allocation).resolve("alloc/seen");
            Await.until(() -> Files.exists(seen) && Files.readString(seen).equals("two"));
            Allocation report = node.servers.awaitReport(
                    allocation.id(),
                    each -> messages(each).stream().anyMatch(message -> message.contains("successfully ran script")));
            assertThat(state(report, "t").restarts()).isZero();
        }
    }

    @Test
    void a_script_that_fails_can_fail_the_task() throws Exception {
        sources.put("key(a)", "one");
        try (TestNode node = node()) {
            // The driver of these tests takes no commands, so every script fails.
            Template template = template("local/x", "{{ key \"a\" }}")
                    .changeMode("script")
                    .changeScript(new ChangeScript("/bin/nothing", List.of(), Duration.ofSeconds(1), true, false))
                    .build();
            Allocation allocation = started(node, with(Samples.fake("t", Map.of()), template));
            sources.put("key(a)", "two");

            Allocation report = node.servers.awaitReport(allocation.id(), is(ClientStatus.FAILED));
            assertThat(messages(report))
                    .anySatisfy(each -> assertThat(each).contains("Template ran script /bin/nothing which failed"));
        }
    }
}
