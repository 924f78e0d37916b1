package dev.drover.server.leader;

import dev.drover.model.eval.Evaluation;
import dev.drover.server.eval.Delivery;
import dev.drover.server.eval.WorkSource;
import dev.drover.state.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Work from the leader in this very process. */
public record LeaderWork(LeaderServices services) implements WorkSource {
    private static final String HERE = "this server";

    @Override
    public Optional<Delivery> dequeue(Set<String> types, Duration maxWait) throws InterruptedException {
        return services.dequeue(types, maxWait, HERE, true);
    }

    @Override
    public PlanVerdict submit(Delivery delivery, Plan plan, List<Evaluation> followUps) throws InterruptedException {
        return services.submit(delivery.evaluation().id(), delivery.token(), plan, followUps);
    }

    @Override
    public void finish(Delivery delivery, List<Evaluation> results) {
        services.finish(delivery.evaluation().id(), delivery.token(), results);
    }

    @Override
    public void abandon(Delivery delivery) {
        services.abandon(delivery.evaluation().id(), delivery.token());
    }
}
