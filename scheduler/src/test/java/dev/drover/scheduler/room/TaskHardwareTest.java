package dev.drover.scheduler.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.job.Affinity;
import dev.drover.model.job.NUMAResource;
import dev.drover.model.job.RequestedDevice;
import dev.drover.model.job.ResourcesBuilder;
import dev.drover.scheduler.JobFiles;
import dev.drover.scheduler.room.TaskHardware.Numa;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TaskHardwareTest {
    private static TaskHardware of(UnaryOperator<ResourcesBuilder> change) {
        return TaskHardware.of(
                JobFiles.task(t ->
                        t.resources(change.apply(ResourcesBuilder.builder()).build())),
                (operand, left, right) -> false);
    }

    private static RequestedDevice gpu(Affinity... affinities) {
        return new RequestedDevice("gpu", 1L, List.of(), List.of(affinities));
    }

    @Test
    void a_task_without_resources_wants_nothing() {
        TaskHardware none = TaskHardware.of(JobFiles.task(t -> t.resources(null)), (operand, left, right) -> false);
        assertThat(none.wantsAny()).isFalse();
        assertThat(none.isParticular()).isFalse();
        assertThat(none.task()).isEqualTo("t");
    }

    @Test
    void mhz_and_memory_are_no_hardware_of_its_own() {
        assertThat(of(r -> r.cpu(500).memoryMb(100)).wantsAny()).isFalse();
    }

    @Test
    void cores_are_wanted_and_particular() {
        assertThat(of(r -> r.cores(2)).cores()).isEqualTo(2);
        assertThat(of(r -> r.cores(2)).wantsAny()).isTrue();
        assertThat(of(r -> r.cores(2)).isParticular()).isTrue();
    }

    @Test
    void devices_are_particular_only_when_some_are_liked_better() {
        assertThat(of(r -> r.devices(List.of(gpu()))).wantsAny()).isTrue();
        assertThat(of(r -> r.devices(List.of(gpu()))).isParticular()).isFalse();
        Affinity liked = new Affinity("${device.model}", "m", "=", 10);
        assertThat(of(r -> r.devices(List.of(gpu(liked)))).isParticular()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"prefer, PREFER", "require, REQUIRE", "none, NONE", "'', NONE", "Require, NONE"})
    void the_affinity_is_one_of_three_words(String word, Numa numa) {
        TaskHardware task = of(r -> r.cores(1).numa(new NUMAResource(word, List.of("gpu"))));
        assertThat(task.numa()).isEqualTo(numa);
        assertThat(task.besideCores()).containsExactly("gpu");
    }

    @Test
    void without_numa_block_nothing_has_to_be_beside_anything() {
        assertThat(of(r -> r.cores(1)).numa()).isEqualTo(Numa.NONE);
        assertThat(of(r -> r.cores(1)).besideCores()).isEmpty();
    }
}
