package dev.drover.drivers.rawexec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.DriverException;
import dev.drover.driver.Fingerprint.Health;
import dev.drover.driver.LogTarget;
import dev.drover.driver.ProcessHost;
import dev.drover.driver.RunningTask;
import dev.drover.driver.Surroundings;
import dev.drover.driver.TaskExit;
import dev.drover.driver.TaskLaunch;
import dev.drover.driver.TaskUsage;
import dev.drover.model.alloc.AllocatedTaskResources;
import dev.drover.model.job.Task;
import dev.drover.model.job.TaskBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class RawExecDriverTest {
    private final FakeHost host = new FakeHost();
    private final RawExecDriver driver = new RawExecDriver(host, new RawExecDriver.Options(true, List.of("SECRET_*")));

    private static TaskLaunch launch(Map<String, Object> config) {
        Task task = TaskBuilder.builder().name("web").driver("raw_exec").build();
        Path root = Path.of("/a");
        LogTarget log = new LogTarget(root, "web.stdout", 1, 1, true);
        return new TaskLaunch(
                "id",
                "j.g[0]",
                "default",
                "j",
                "j",
                "g",
                "n",
                "host1",
                task,
                config,
                Map.of("PATH", "/bin", "SECRET_KEY", "s", "OTHER_TOKEN", "t"),
                "",
                new AllocatedTaskResources(null, null, List.of(), List.of()),
                Map.of(),
                new TaskLaunch.Directories(
                        root, root.resolve("alloc"), root.resolve("web"), root.resolve("l"), root.resolve("s")),
                Surroundings.NONE,
                log,
                log);
    }

    @Test
    void a_denied_user_or_group_may_not_run_tasks() throws Exception {
        HostUser self = HostUser.find(System.getProperty("user.name"));
        IdRanges own = IdRanges.parse("7000000, " + self.id() + "-" + (self.id() + 1));
        IdRanges others = IdRanges.parse("7000000-7000010");
        RawExecDriver byUser = new RawExecDriver(host, new RawExecDriver.Options(true, List.of(), own, others));
        assertThatThrownBy(() -> byUser.start(launch(Map.of("command", "true")), message -> {}))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("user id " + self.id());
        IdRanges group = IdRanges.parse(Long.toString(self.groupId()));
        RawExecDriver byGroup = new RawExecDriver(host, new RawExecDriver.Options(true, List.of(), others, group));
        assertThatThrownBy(() -> byGroup.start(launch(Map.of("command", "true")), message -> {}))
                .hasMessageContaining("group id " + self.groupId());
        RawExecDriver allowed = new RawExecDriver(host, new RawExecDriver.Options(true, List.of(), others, others));
        assertThat(allowed.start(launch(Map.of("command", "true")), message -> {})
                        .await())
                .isEqualTo(TaskExit.code(0));
    }

    @Test
    void a_wrong_range_of_ids_is_explained() {
        assertThat(IdRanges.parse("")).isEqualTo(IdRanges.NONE);
        assertThatThrownBy(() -> IdRanges.parse("1,x")).hasMessageContaining("\"x\" is no id");
        assertThatThrownBy(() -> IdRanges.parse("9-1")).hasMessageContaining("\"9-1\" is no id");
    }

    private RunningTask start(Map<String, Object> config) throws DriverException, InterruptedException {
        return driver.start(launch(config), message -> {});
    }

    @Test
    void command_arguments_folder_and_filtered_variables_go_to_the_process() throws Exception {
        RunningTask task =
                start(Map.of("command", "/bin/echo", "args", List.of("a", "b"), "denied_envvars", List.of("*_TOK*N")));
        ProcessHost.ProcessSpec spec = host.started.getFirst();
        assertThat(spec.command()).containsExactly("/bin/echo", "a", "b");
        assertThat(spec.environment()).containsOnlyKeys("PATH");
        assertThat(spec.workingDirectory()).isEqualTo(Path.of("/a/web"));
        assertThat(task.await()).isEqualTo(TaskExit.code(0));
    }

    @Test
    void the_working_directory_may_be_chosen() throws Exception {
        start(Map.of("command", "true", "work_dir", "/tmp"));
        assertThat(host.started.getFirst().workingDirectory()).isEqualTo(Path.of("/tmp"));
    }

    @Test
    void faults_name_the_option() {
        assertThat(driver.validate(
                        Map.of("comand", "x", "work_dir", "tmp", "oom_score_adj", -1, "cgroup_v2_override", "a")))
                .containsExactly(
                        "config.command is required",
                        "config.work_dir must be an absolute path, but is \"tmp\"",
                        "config.oom_score_adj must be between 0 and 1000",
                        "config.cgroup_v2_override is not supported here: raw_exec tasks are not put into control groups",
                        "config.comand is not an option of this driver; did you mean \"command\"?");
    }

    @Test
    void a_disabled_driver_offers_and_starts_nothing() {
        RawExecDriver disabled = new RawExecDriver(host, new RawExecDriver.Options(false, List.of()));
        assertThat(disabled.fingerprint().health()).isEqualTo(Health.UNDETECTED);
        assertThatThrownBy(() -> disabled.start(launch(Map.of("command", "true")), message -> {}))
                .hasMessageContaining("disabled");
    }

    @Test
    void a_running_task_is_recovered_by_its_state() throws Exception {
        TaskLaunch launch = launch(Map.of("command", "true"));
        RunningTask task = driver.start(launch, message -> {});
        assertThat(driver.recover(launch, task.recoveryState())).isEqualTo(task);
        assertThatThrownBy(() -> driver.recover(launch, "other")).isInstanceOf(DriverException.class);
    }

    @Test
    void only_what_nobody_knows_is_swept_away() throws Exception {
        driver.sweep("node", key -> key.equals("id/web"));
        assertThat(host.process.released).isFalse();

        driver.sweep("node", key -> false);
        assertThat(host.process.released).isTrue();
    }

    private static final class FakeHost implements ProcessHost {
        private final List<ProcessSpec> started = new ArrayList<>();
        private final FakeProcess process = new FakeProcess();

        @Override
        public HostedProcess start(ProcessSpec spec) {
            started.add(spec);
            return process;
        }

        @Override
        public Optional<HostedProcess> find(String key) {
            return key.equals("id/web") ? Optional.of(process) : Optional.empty();
        }

        @Override
        public Set<String> keys() {
            return Set.of("id/web");
        }
    }

    private static final class FakeProcess implements ProcessHost.HostedProcess {
        private boolean released;

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public TaskExit await() {
            return TaskExit.code(0);
        }

        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public void signal(String signal) {}

        @Override
        public void stop(Duration timeout, String signal) {}

        @Override
        public Optional<TaskUsage> usage() {
            return Optional.empty();
        }

        @Override
        public void listen(Consumer<String> notices) {}

        @Override
        public void release() {
            released = true;
        }
    }
}
