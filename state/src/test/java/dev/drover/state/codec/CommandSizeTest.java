package dev.drover.state.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.alloc.AllocationBuilder;
import dev.drover.model.job.Job;
import dev.drover.state.Realistic;
import dev.drover.state.command.Command;
import dev.drover.state.command.PlanCommand;
import dev.drover.state.plan.PlanCommit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes of the log are paid on every disk and every wire, so that what is frequent has to stay small. */
class CommandSizeTest {
    private final Realistic realistic = new Realistic(1, 5_000);

    @ParameterizedTest
    @CsvSource({"1000, 200", "20, 200", "100, 200"})
    void a_placement_of_a_realistic_job_costs_less_than_200_bytes(int placements, int most) {
        Command plan = realistic.plan(realistic.job("checkout"), placements);
        assertThat(CommandCodec.encode(plan).length / placements).isLessThan(most);
    }

    @Test
    void a_report_of_a_running_allocation_costs_less_than_120_bytes() {
        List<Allocation> placed =
                realistic.plan(realistic.job("checkout"), 1_000).plan().placements();
        assertThat(CommandCodec.encode(realistic.running(placed)).length / 1_000)
                .isLessThan(120);
    }

    @Test
    void the_job_of_a_plan_is_told_once_though_placements_bring_their_own() {
        Job job = realistic.job("checkout");
        PlanCommit plan = realistic.plan(job, 100).plan();
        PlanCommit own = new PlanCommit(
                plan.evaluationId(),
                job,
                plan.placements().stream()
                        .map(placement -> AllocationBuilder.builder(placement)
                                .job(realistic.job("checkout"))
                                .build())
                        .toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                plan.time(),
                List.of());
        byte[] bytes = CommandCodec.encode(new PlanCommand.Commit(own));
        PlanCommit read = ((PlanCommand.Commit) CommandCodec.decode(bytes)).plan();
        assertThat(read).isEqualTo(own);
        assertThat(bytes.length / 100).isLessThan(200);
        assertThat(read.placements())
                .allSatisfy(placement -> assertThat(placement.job()).isSameAs(read.job()));
    }
}
