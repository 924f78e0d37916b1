package dev.drover.agent.api;

import dev.drover.agent.http.Answer;
import dev.drover.agent.http.ApiRequest;
import dev.drover.agent.http.HttpException;
import dev.drover.agent.http.Lists;
import dev.drover.agent.http.Route;
import dev.drover.model.api.EvalDeleteRequest;
import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.state.JobId;
import dev.drover.state.State;
import dev.drover.state.Table;
import dev.drover.state.Watch;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Evaluations. */
final class EvaluationRoutes {
    private final Reads reads;
    private final Parts parts;

    EvaluationRoutes(Reads reads, Parts parts) {
        this.reads = reads;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/evaluations", this::list),
                Route.delete("/v1/evaluations", this::delete),
                Route.get("/v1/evaluations/count", this::count),
                Route.get("/v1/evaluation/:eval_id", this::info),
                Route.get("/v1/evaluation/:eval_id/allocations", this::allocations),
                Route.get("/v1/evaluation/:eval_id/explanation", this::explain));
    }

    private static Stream<Evaluation> asked(ApiRequest request, State state) {
        return state.evaluationsByPrefix(request.query("prefix").orElse("")).stream()
                .filter(evaluation -> Reads.inNamespace(request).test(evaluation.namespace()))
                .filter(evaluation ->
                        request.query("job").map(evaluation.jobId()::equals).orElse(true))
                .filter(evaluation -> request.query("status")
                        .map(evaluation.status().wireName()::equals)
                        .orElse(true));
    }

    private Answer list(ApiRequest request) {
        return reads.read(
                request,
                new Watch.Whole(Table.EVALUATIONS),
                (state, index) -> Lists.page(
                        request,
                        asked(request, state)
                                .sorted(Comparator.comparingLong(Evaluation::createIndex)
                                        .thenComparing(Evaluation::id))
                                .toList(),
                        index,
                        Evaluation::id,
                        Evaluation::id,
                        evaluation -> evaluation));
    }

    private Answer count(ApiRequest request) {
        return reads.read(
                request,
                new Watch.Whole(Table.EVALUATIONS),
                (state, index) -> Answer.of(
                        Map.of(
                                "Count",
                                asked(request, state)
                                        .filter(Lists.matching(
                                                request.query("filter").orElse("")))
                                        .count()),
                        index));
    }

    /** Those that are named, or those of the namespace that a filter lets through. */
    private Answer delete(ApiRequest request) {
        EvalDeleteRequest wanted = request.body(EvalDeleteRequest.class);
        if (wanted.evalIds().isEmpty() == wanted.filter().isEmpty()) {
            throw new HttpException(400, "evals must be deleted by either ID or filter");
        }
        List<String> ids = wanted.filter().isEmpty()
                ? wanted.evalIds()
                : asked(request, parts.server().state())
                        .filter(Lists.matching(wanted.filter()))
                        .map(Evaluation::id)
                        .toList();
        long index = parts.server().evaluations().delete(ids);
        return Answer.of(Map.of("Count", ids.size(), "Index", index), index);
    }

    private Answer info(ApiRequest request) {
        String id = Reads.uuid(request.parameter("eval_id"), "failed to lookup eval: eval lookup failed: ");
        return reads.read(request, new Watch.OneEvaluation(id), (state, index) -> {
            Evaluation evaluation = Reads.found(state.evaluation(id), "eval not found");
            return Answer.of(request.flag("related") ? withRelated(state, evaluation) : evaluation, index);
        });
    }

    private Answer explain(ApiRequest request) {
        String id = Reads.uuid(request.parameter("eval_id"), "failed to lookup eval: eval lookup failed: ");
        return reads.read(
                request,
                new Watch.OneEvaluation(id),
                (state, index) -> Answer.of(parts.server().evaluations().explain(id), index));
    }

    /** Those that led here or followed, as far as they are still known. */
    private static Evaluation withRelated(State state, Evaluation evaluation) {
        JobId job = new JobId(evaluation.namespace(), evaluation.jobId());
        return EvaluationBuilder.builder(evaluation)
                .relatedEvals(state.evaluationsOfJob(job).stream()
                        .filter(other -> related(evaluation, other))
                        .map(Stubs::evaluation)
                        .toList())
                .build();
    }

    private static boolean related(Evaluation evaluation, Evaluation other) {
        return !other.id().equals(evaluation.id())
                && (Stream.of(evaluation.previousEval(), evaluation.nextEval(), evaluation.blockedEval())
                                .anyMatch(other.id()::equals)
                        || Stream.of(other.previousEval(), other.nextEval(), other.blockedEval())
                                .filter(Objects::nonNull)
                                .anyMatch(evaluation.id()::equals));
    }

    private Answer allocations(ApiRequest request) {
        String id = Reads.uuid(request.parameter("eval_id"), "");
        return reads.read(
                request,
                new Watch.AllocationsOfEvaluation(id),
                (state, index) -> Answer.of(
                        state.allocationsOfEvaluation(id).stream()
                                .map(allocation -> Stubs.allocation(allocation, false, true))
                                .toList(),
                        index));
    }
}
