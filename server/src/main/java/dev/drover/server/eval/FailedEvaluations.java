package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.server.Core;
import dev.drover.server.Ids;
import dev.drover.state.JobId;
import dev.drover.state.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ends evaluations that no worker could finish, and has their jobs looked at again some minutes later. */
public final class FailedEvaluations {
    private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
    private static final Duration SPREAD = Duration.ofMinutes(5);

    private final Core core;
    private final EvaluationWriter writer;

    public FailedEvaluations(Core core, EvaluationWriter writer) {
        this.core = core;
        this.writer = writer;
    }

    /** The evaluation was delivered too often without success. */
    public void givenUp(Evaluation evaluation) {
        writer.write(() -> failed(evaluation));
    }

    private List<Evaluation> failed(Evaluation evaluation) {
        Instant now = core.now();
        List<Evaluation> results = new ArrayList<>();
        EvaluationBuilder failed = EvaluationBuilder.builder(evaluation)
                .status(EvaluationStatus.FAILED)
                .statusDescription("evaluation reached delivery limit")
                .modifyTime(Times.nanos(now));
        if (core.state()
                .job(new JobId(evaluation.namespace(), evaluation.jobId()))
                .isPresent()) {
            Duration wait = SHORTEST_WAIT.plusMillis(ThreadLocalRandom.current().nextLong(SPREAD.toMillis()));
            Evaluation followUp = EvaluationBuilder.builder(evaluation)
                    .id(Ids.next())
                    .triggeredBy(Triggers.FAILED_FOLLOW_UP)
                    .status(EvaluationStatus.PENDING)
                    .previousEval(evaluation.id())
                    .waitUntil(now.plus(wait))
                    .createTime(Times.nanos(now))
                    .modifyTime(Times.nanos(now))
                    .build();
            results.add(followUp);
            failed.nextEval(followUp.id());
        }
        results.add(failed.build());
        return results;
    }
}
