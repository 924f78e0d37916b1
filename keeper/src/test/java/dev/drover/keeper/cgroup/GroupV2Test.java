package dev.drover.keeper.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drover.driver.ProcessGroup.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 2 with a tree of plain files, which shows what is written and how it is read. */
final class GroupV2Test {
    @TempDir
    private Path tree;

    private GroupV2 group() {
        return new GroupV2("/drover.slice/a.scope", tree);
    }

    private Path folder() {
        return tree.resolve("drover.slice/a.scope");
    }

    private void offer(String... files) throws IOException {
        Files.createDirectories(folder());
        for (String file : files) {
            Files.writeString(folder().resolve(file), "");
        }
    }

    @Test
    void limits_are_written_where_the_kernel_reads_them() throws Exception {
        offer("cpu.weight", "cpuset.cpus", "memory.max", "memory.swap.max", "memory.low", "pids.max");
        group().create(new Limits(2000, List.of(3, 1), 64 << 20, 128 << 20, 50));
        assertThat(folder().resolve("cpu.weight")).hasContent("77");
        assertThat(folder().resolve("cpuset.cpus")).hasContent("1,3");
        assertThat(folder().resolve("memory.max")).hasContent("134217728");
        assertThat(folder().resolve("memory.swap.max")).hasContent("0");
        assertThat(folder().resolve("memory.low")).hasContent("67108864");
        assertThat(folder().resolve("pids.max")).hasContent("50");
    }

    @Test
    void controllers_are_handed_down_from_the_top() throws Exception {
        offer();
        Path top = Files.writeString(tree.resolve("cgroup.subtree_control"), "");
        Path slice = Files.writeString(tree.resolve("drover.slice/cgroup.subtree_control"), "");
        group().create(Limits.NONE);
        assertThat(List.of(Files.readString(top), Files.readString(slice))).allMatch(text -> text.startsWith("+"));
    }

    @Test
    void a_limit_that_the_kernel_cannot_keep_is_refused() {
        assertThatThrownBy(() -> group().create(new Limits(0, List.of(), 0, 1 << 20, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("memory.max");
    }

    @Test
    void weights_follow_shares_over_their_whole_range() {
        assertThat(List.of(GroupV2.weight(1), GroupV2.weight(1024), GroupV2.weight(1_000_000)))
                .containsExactly(1L, 39L, 10_000L);
    }

    @Test
    void usage_is_read_in_nanoseconds_and_bytes() throws Exception {
        offer();
        Files.writeString(
                folder().resolve("cpu.stat"),
                "usage_usec 30\nuser_usec 20\nsystem_usec 10\nnr_throttled 4\nthrottled_usec 5\n");
        Files.writeString(folder().resolve("memory.stat"), "anon 100\nfile 200\nfile_mapped 50\nkernel 7\n");
        Files.writeString(folder().resolve("memory.current"), "307\n");
        Files.writeString(folder().resolve("memory.swap.current"), "9\n");
        Files.writeString(folder().resolve("memory.events"), "low 0\noom 2\noom_kill 1\n");
        GroupUsage usage = group().usage();
        assertThat(usage.cpuNanos()).isEqualTo(30_000);
        assertThat(usage.throttledNanos()).isEqualTo(5_000);
        assertThat(usage.memory().resident()).isEqualTo(100);
        assertThat(usage.memory().usage()).isEqualTo(307);
        assertThat(usage.memory().swap()).isEqualTo(9);
        assertThat(usage.memory().measured()).doesNotContain("Max Usage");
        assertThat(group().outOfMemoryKills()).isEqualTo(1);
    }

    @Test
    void processes_of_groups_below_count() throws Exception {
        offer();
        Files.writeString(folder().resolve("cgroup.procs"), "4194301\n4194302\n");
        Files.createDirectory(folder().resolve("session-1"));
        Files.writeString(folder().resolve("session-1/cgroup.procs"), "4194303\n");
        assertThat(group().processes()).containsExactlyInAnyOrder(4194301L, 4194302L, 4194303L);
        assertThat(group().children()).containsExactly("session-1");
    }
}
