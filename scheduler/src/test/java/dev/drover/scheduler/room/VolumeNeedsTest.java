package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.model.job.TaskGroup;
import dev.drover.model.volume.VolumeRequest;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.scheduler.JobFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VolumeNeedsTest {
    private static VolumeRequest volume(String type, String source, String mode, boolean perAlloc) {
        return VolumeRequestBuilder.builder()
                .name(source)
                .type(type)
                .source(source)
                .accessMode(mode)
                .perAlloc(perAlloc)
                .build();
    }

    private static TaskGroup with(VolumeRequest... volumes) {
        Map<String, VolumeRequest> all = new HashMap<>();
        List.of(volumes).forEach(volume -> all.put(volume.name(), volume));
        return JobFiles.group(1, g -> g.volumes(all));
    }

    private static final String ONE = "single-node-single-writer";

    @ParameterizedTest
    @CsvSource({
        "host, single-node-single-writer, true",
        "'', single-node-single-writer, true",
        "csi, single-node-single-writer, false",
        "host, single-node-multi-writer, false",
        "host, single-node-writer, false",
        "host, '', false",
    })
    void only_host_volumes_for_a_single_writer_are_exclusive(String type, String mode, boolean exclusive) {
        assertThat(VolumeNeeds.exclusive(with(volume(type, "disk", mode, false))))
                .isEqualTo(exclusive ? List.of("disk") : List.of());
    }

    @Test
    void each_allocation_has_the_source_of_its_index() {
        TaskGroup group = with(volume("host", "data", ONE, true), volume("host", "shared", ONE, false));
        assertThat(VolumeNeeds.differByAllocation(group)).isTrue();
        TaskGroup third = VolumeNeeds.named(group, "web.g[3]");
        assertThat(Objects.requireNonNull(third.volumes().get("data")).source()).isEqualTo("data[3]");
        assertThat(Objects.requireNonNull(third.volumes().get("shared")).source())
                .isEqualTo("shared");
    }

    @Test
    void a_group_that_shares_its_volumes_stays_as_it_is() {
        TaskGroup group = with(volume("host", "shared", ONE, false));
        assertThat(VolumeNeeds.differByAllocation(group)).isFalse();
        assertThat(VolumeNeeds.named(group, "web.g[3]")).isSameAs(group);
        assertThat(VolumeNeeds.differByAllocation(JobFiles.group(1))).isFalse();
    }

    private static Job job(TaskGroup... groups) {
        return JobFiles.job("web", "service", groups);
    }

    private static Allocation named(String name, String group) {
        return AllocationBuilder.builder().name(name).taskGroup(group).build();
    }

    @Test
    void an_allocation_has_the_volumes_of_its_group_under_its_own_index() {
        TaskGroup other = JobFiles.group(1, g -> g.name("h").volumes(Map.of("x", volume("host", "x", ONE, false))));
        Job job = job(with(volume("host", "data", ONE, true)), other);
        assertThat(VolumeNeeds.exclusive(named("web.g[7]", "g"), job)).containsExactly("data[7]");
        assertThat(VolumeNeeds.exclusive(named("web.h[7]", "h"), job)).containsExactly("x");
        assertThat(VolumeNeeds.exclusive(named("web.i[7]", "i"), job)).isEmpty();
    }

    @Test
    void an_allocation_that_names_no_job_has_none() {
        assertThat(VolumeNeeds.exclusive(named("web.g[7]", "g"))).isEmpty();
        Allocation knows = AllocationBuilder.builder(named("web.g[7]", "g"))
                .job(job(with(volume("host", "data", ONE, false))))
                .build();
        assertThat(VolumeNeeds.exclusive(knows)).containsExactly("data");
    }
}
