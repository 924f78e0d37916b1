package dev.drover.sdk;

import dev.drover.model.alloc.AllocationListStub;
import dev.drover.model.api.EvalCountResponse;
import dev.drover.model.api.EvalDeleteRequest;
import dev.drover.model.api.EvalDeleteResponse;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /**
     * Why groups found no room, and what would help: sentences by name of the group. Worked out from the cluster as it is now; empty when
     * everything was placed.
     */
    public Answer<Map<String, List<String>>> explanation(String id) {
        return transport.read(
                "/v1/evaluation/" + Transport.segment(id) + "/explanation", Query.NONE, Evaluations::sentences);
    }

    private static Map<String, List<String>> sentences(byte[] json) {
        Map<String, List<String>> sentences = new TreeMap<>();
        Json.readObject(json)
                .forEach((group, texts) -> sentences.put(
                        group,
                        texts instanceof List<?> list
                                ? list.stream().map(String::valueOf).toList()
                                : List.of()));
        return sentences;
    }

    /** The allocations that the evaluation placed, changed or stopped. */
    public Answer<List<AllocationListStub>> allocations(String id, Query query) {
        return transport.list(
                "/v1/evaluation/" + Transport.segment(id) + "/allocations", query, AllocationListStub.class);
    }

    /** How many there are; a {@link Query#filter} counts only some. */
    public Answer<EvalCountResponse> count(Query query) {
        return transport.get("/v1/evaluations/count", query, EvalCountResponse.class);
    }

    /**
     * Has the servers forget evaluations. They must be told before to hand none out, see
     * {@link dev.drover.model.operator.SchedulerConfiguration#pauseEvalBroker}.
     */
    public Answer<EvalDeleteResponse> delete(EvalDeleteRequest request, Query query) {
        return transport.delete("/v1/evaluations", query, request, EvalDeleteResponse.class);
    }
}
