package dev.drover.agent.gate;

import dev.drover.model.alloc.Allocation;
import dev.drover.model.deployment.Deployment;
import dev.drover.model.eval.Evaluation;
import dev.drover.state.State;
import java.util.Optional;

/** Knows in which namespace things are. */
@FunctionalInterface
public interface Whereabouts {
    /** The namespace of the thing, or nothing when this agent does not know it. */
    Optional<String> namespaceOf(Place kind, String id);

    /** What a server knows. */
    static Optional<String> in(State state, Place kind, String id) {
        return switch (kind) {
            case ALLOCATION -> state.allocation(id).map(Allocation::namespace);
            case EVALUATION -> state.evaluation(id).map(Evaluation::namespace);
            case DEPLOYMENT -> state.deployment(id).map(Deployment::namespace);
            case SCALING_POLICY ->
                state.scalingPolicy(id).map(policy -> policy.target().getOrDefault("Namespace", "default"));
            case LIST, QUERY -> Optional.empty();
        };
    }
}
