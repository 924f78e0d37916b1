package dev.drover.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.alloc.ClientStatus;
import dev.drover.model.job.Job;
import dev.drover.model.job.JobBuilder;
import dev.drover.model.job.TaskGroupBuilder;
import dev.drover.model.volume.CSIVolume;
import dev.drover.model.volume.CSIVolumeBuilder;
import dev.drover.model.volume.VolumeRequestBuilder;
import dev.drover.state.command.AllocationCommand;
import dev.drover.state.command.Command;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.command.VolumeCommand;
import dev.drover.state.plan.PlanCommit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VolumeChangesTest {
    private static final VolumeId VOL = new VolumeId("default", "vol");

    private State state = State.initial();

    private void apply(Command command) {
        state = StateMachine.apply(state, state.index() + 1, command);
    }

    private void register() {
        CSIVolume volume = CSIVolumeBuilder.builder()
                .id("vol")
                .namespace("default")
                .pluginId("ebs")
                .build();
        apply(new VolumeCommand.RegisterCsi(List.of(volume), Samples.NOW));
    }

    private void place(boolean perAlloc, String name) {
        Job plain = Samples.job("web", 1);
        Job job = JobBuilder.builder(plain)
                .taskGroups(plain.taskGroups().stream()
                        .map(group -> TaskGroupBuilder.builder(group)
                                .volumes(Map.of(
                                        "data",
                                        VolumeRequestBuilder.builder()
                                                .name("data")
                                                .type("csi")
                                                .source("vol")
                                                .readOnly(true)
                                                .perAlloc(perAlloc)
                                                .build(),
                                        "other",
                                        VolumeRequestBuilder.builder()
                                                .name("other")
                                                .type("host")
                                                .source("x")
                                                .build()))
                                .build())
                        .toList())
                .build();
        Allocation allocation = AllocationBuilder.builder(Samples.allocation("a1", "web", "n1", 0))
                .name(name)
                .taskGroup(job.taskGroups().getFirst().name())
                .build();
        apply(new PlanCommand.Commit(new PlanCommit(
                "e1",
                job,
                List.of(allocation),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Samples.NOW,
                List.of())));
    }

    @Test
    void an_allocation_claims_its_volume_until_the_node_has_reported_its_end() {
        register();
        place(false, "web.web[0]");
        assertThat(state.claims(VOL)).singleElement().satisfies(claim -> {
            assertThat(claim.allocationId()).isEqualTo("a1");
            assertThat(claim.reads()).isTrue();
        });
        Allocation report = AllocationBuilder.builder(state.allocation("a1").orElseThrow())
                .clientStatus(ClientStatus.COMPLETE)
                .build();
        apply(new AllocationCommand.UpdateFromClient(List.of(report), Samples.NOW, List.of()));
        assertThat(state.claims(VOL)).isEmpty();
    }

    @Test
    void an_allocation_with_volumes_of_its_own_claims_that_of_its_index() {
        place(true, "web.web[3]");
        assertThat(state.claims(VOL)).isEmpty();
        assertThat(state.claims(new VolumeId("default", "vol[3]"))).hasSize(1);
    }

    @Test
    void a_claimed_volume_is_forgotten_only_by_force() {
        register();
        place(false, "web.web[0]");
        VolumeCommand.DeregisterCsi gently = new VolumeCommand.DeregisterCsi(VOL, false);
        assertThat(StateMachine.refusal(state, gently))
                .hasValueSatisfying(it -> assertThat(it).contains("in use by 1"));
        apply(gently);
        assertThat(state.csiVolume(VOL)).isPresent();
        apply(new VolumeCommand.DeregisterCsi(VOL, true));
        assertThat(state.csiVolume(VOL)).isEmpty();
        assertThat(state.index(Table.CSI_VOLUMES)).isEqualTo(state.index());
    }

    @Test
    void a_volume_that_is_registered_again_keeps_its_beginning() {
        register();
        long made = state.index();
        register();
        assertThat(state.csiVolume(VOL).orElseThrow())
                .matches(volume -> volume.createIndex() == made && volume.modifyIndex() == state.index());
        assertThat(state.csiVolumes()).hasSize(1);
    }
}
