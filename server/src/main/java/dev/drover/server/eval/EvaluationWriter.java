package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.model.eval.EvaluationBuilder;
import dev.drover.model.eval.EvaluationStatus;
import dev.drover.server.Core;
import dev.drover.server.ServerException;
import dev.drover.server.leader.LeaderService;
import dev.drover.state.Statuses;
import dev.drover.state.Times;
import dev.drover.state.command.EvaluationCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * Writes down later what the leader decides about evaluations where it cannot wait for the log: on the thread that applies, or
 * holding a lock. What came together goes into one command. Nothing is lost by ending, for the next leader comes to the same decisions.
 */
public final class EvaluationWriter implements LeaderService {
    private static final Logger LOG = System.getLogger(EvaluationWriter.class.getName());

    /** How many decisions go in one command. */
    private static final int BATCH_LIMIT = 700;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Core core;

    /** Bounded by the evaluations there are: each is ended once. */
    private final LinkedBlockingQueue<Supplier<List<Evaluation>>> queue = new LinkedBlockingQueue<>();

    private final Thread thread;
    private volatile boolean closed;

    public EvaluationWriter(Core core) {
        this.core = core;
        this.thread = Thread.ofVirtual().name("evaluation-writer").start(this::run);
    }

    /** Writes down the evaluations that are made when it comes to it. */
    public void write(Supplier<List<Evaluation>> evaluations) {
        queue.add(evaluations);
    }

    /** Ends an evaluation in whose place another waits, unless it has ended anyway. */
    public void cancel(Evaluation evaluation) {
        write(() -> core
                .state()
                .evaluation(evaluation.id())
                .filter(current -> !Statuses.terminal(current.status()))
                .map(this::canceled)
                .stream()
                .toList());
    }

    private Evaluation canceled(Evaluation evaluation) {
        return EvaluationBuilder.builder(evaluation)
                .status(EvaluationStatus.CANCELED)
                .statusDescription("canceled because another evaluation of the job waits in its place")
                .modifyTime(Times.nanos(core.now()))
                .build();
    }

    private void run() {
        List<Supplier<List<Evaluation>>> batch = new ArrayList<>();
        try {
            while (!closed) {
                batch.add(queue.take());
                queue.drainTo(batch, BATCH_LIMIT - 1);
                writeBatch(batch);
                batch.clear();
            }
        } catch (InterruptedException interruption) {
            LOG.log(Level.DEBUG, "evaluations are written by another leader");
        }
    }

    private void writeBatch(List<Supplier<List<Evaluation>>> batch) throws InterruptedException {
        while (!closed) {
            try {
                List<Evaluation> evaluations = new ArrayList<>();
                batch.forEach(decision -> evaluations.addAll(decision.get()));
                if (!evaluations.isEmpty()) {
                    core.propose(new EvaluationCommand.Upsert(evaluations));
                }
                return;
            } catch (ServerException refused) {
                LOG.log(Level.DEBUG, "evaluations are written later: {0}", refused.text());
                Thread.sleep(RETRY);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
