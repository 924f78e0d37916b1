package dev.drover.sdk;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.eval.Evaluation;
import java.util.List;

/** The calls about evaluations. Ids are whole; {@link #list} finds them by prefix. */
public final class Evaluations {
    private final Transport transport;

    Evaluations(Transport transport) {
        this.transport = transport;
    }

    public Answer<List<Evaluation>> list(Query query) {
        return transport.list("/v1/evaluations", query, Evaluation.class);
    }

    public Answer<Evaluation> info(String id, Query query) {
        return transport.get("/v1/evaluation/" + Transport.segment(id), query, Evaluation.class);
    }

    /** The allocations that the evaluation placed, changed or stopped. */
    public Answer<List<AllocationListStub>> allocations(String id, Query query) {
        return transport.list(
                "/v1/evaluation/" + Transport.segment(id) + "/allocations", query, AllocationListStub.class);
    }
}
