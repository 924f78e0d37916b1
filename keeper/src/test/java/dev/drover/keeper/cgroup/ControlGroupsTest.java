package dev.drover.keeper.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.drover.driver.ProcessGroup.Limits;
import dev.drover.keeper.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the control groups of this host. */
final class ControlGroupsTest {
    @TempDir
    private Path folder;

    private static void needGroups(GroupMounts mounts) {
        assumeTrue(
                mounts.usable() || System.getenv("CI") != null,
                "control groups cannot be made here: run as root, with cgroups mounted");
    }

    /** A process in the group that leaves a daemon behind and waits. */
    private static Process occupy(ControlGroup group) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", "read go; (setsid sleep 71 & ); exec sleep 71").start();
        for (Path entrance : group.entrances()) {
            Path processes = entrance.resolveSibling("cgroup.procs");
            Files.writeString(processes, Long.toString(process.pid()), StandardOpenOption.WRITE);
        }
        process.outputWriter().append("go\n").close();
        return process;
    }

    private static void assertContained(ControlGroup group) throws Exception {
        group.create(Limits.NONE);
        Process process = occupy(group);
        Await.until(() -> group.processes().size() == 2);
        assertThat(group.processes()).contains(process.pid());
        assertThat(group.destroy()).isTrue();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        assertThat(group.exists()).isFalse();
    }

    @Test
    void a_group_of_this_host_holds_daemons_and_is_removed_with_them() throws Exception {
        needGroups(GroupMounts.host());
        ControlGroups groups = ControlGroups.of(folder);
        assertContained(groups.group("alloc/task").orElseThrow());
        groups.close();
    }

    @Test
    void so_does_a_group_of_version_2_beside_those_of_version_1() throws Exception {
        Path tree = GroupMounts.host().folders().getOrDefault("unified", Path.of("/none"));
        assumeTrue(Files.isWritable(tree), "no tree of version 2 is mounted here");
        GroupV2 parent = new GroupV2("/drover-test-" + ProcessHandle.current().pid(), tree);
        assertContained(parent.child("a.scope"));
        assertThat(parent.remove()).isTrue();
    }

    @Test
    void limits_and_usage_are_those_of_the_kernel() throws Exception {
        needGroups(GroupMounts.host());
        ControlGroups groups = ControlGroups.of(folder);
        ControlGroup group = groups.group("alloc/limited").orElseThrow();
        group.create(new Limits(500, List.of(0), 16 << 20, 32 << 20, 20));
        Process process = occupy(group);
        Await.until(() -> group.processes().size() == 2);
        GroupUsage usage = group.usage();
        assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/status")))
                .containsPattern("Cpus_allowed_list:\\s+0\n");
        assertThat(usage.cpuNanos()).isPositive();
        assertThat(usage.memory().usage()).isBetween(1L, 32L << 20);
        group.destroy();
        groups.close();
    }

    @Test
    void only_groups_that_nobody_knows_are_swept() throws Exception {
        needGroups(GroupMounts.host());
        ControlGroups groups = ControlGroups.of(folder);
        ControlGroup known = groups.group("a/known").orElseThrow();
        ControlGroup unknown = groups.group("a/unknown").orElseThrow();
        known.create(Limits.NONE);
        unknown.create(Limits.NONE);
        Process process = occupy(unknown);

        ControlGroups.of(folder).sweep(Set.of("a/known"));
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(unknown.exists()).isFalse();
        assertThat(known.exists()).isTrue();
        known.destroy();
        groups.close();
    }

    @Test
    void a_group_that_nobody_has_entered_yet_is_not_removed_with_the_last_other() throws Exception {
        needGroups(GroupMounts.host());
        ControlGroups groups = ControlGroups.of(folder);
        ControlGroup starting = groups.group("a/starting").orElseThrow();
        groups.create(starting, Limits.NONE);
        groups.close();
        assertThat(starting.exists()).isTrue();
        starting.destroy();
        groups.close();
        assertThat(starting.exists()).isFalse();
    }

    @Test
    void names_of_tasks_cannot_lead_out_of_the_folder_of_groups() {
        needGroups(GroupMounts.host());
        ControlGroups groups = ControlGroups.of(folder);
        String plain = groups.group("a/b").orElseThrow().path();
        String parent = plain.substring(0, plain.lastIndexOf('/') + 1);
        for (String key : List.of("a/../../b", "../..", "a/b c", "a/" + "x".repeat(300))) {
            String path = groups.group(key).orElseThrow().path();
            assertThat(path).startsWith(parent).isNotEqualTo(plain);
            assertThat(path.substring(parent.length())).doesNotContain("/").hasSizeLessThan(255);
        }
    }

    @Test
    void mounts_tell_the_version() {
        assertThat(GroupMounts.of(List.of("cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0"))
                        .version())
                .isEqualTo(2);
        GroupMounts hybrid = GroupMounts.of(List.of(
                "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0",
                "cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0",
                "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0"));
        assertThat(hybrid.version()).isEqualTo(1);
        assertThat(hybrid.folders())
                .containsEntry("cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct"))
                .containsEntry("unified", Path.of("/sys/fs/cgroup/unified"));
        assertThat(GroupMounts.of(List.of("proc /proc proc rw 0 0")).version()).isZero();
    }
}
