package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;
import dev.drover.rpc.Call;
import dev.drover.rpc.Link;
import dev.drover.rpc.LinkException;
import dev.drover.rpc.RemoteException;
import dev.drover.server.ServerException;
import dev.drover.state.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Work from the leader on another server. */
public record RemoteWork(Link leader) implements WorkSource {
    /** Time for the way there and back on top of what the leader may wait. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    /** Longest wait for a verdict or for an entry of the log; after it another worker gets a try. */
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(30);

    @Override
    public Optional<Delivery> dequeue(Set<String> types, Duration maxWait) throws InterruptedException {
        WorkerCalls.Wanted wanted = new WorkerCalls.Wanted(List.copyOf(types), maxWait.toMillis());
        WorkerCalls.Handed handed = ask(WorkerCalls.DEQUEUE, wanted, maxWait.plus(MARGIN));
        return handed.evaluations().stream()
                .findFirst()
                .map(evaluation -> new Delivery(evaluation, handed.token(), handed.waitIndex()));
    }

    @Override
    public PlanVerdict submit(Delivery delivery, Plan plan, List<Evaluation> followUps) throws InterruptedException {
        byte[] message = new PlanMessage(delivery.token(), plan, followUps).encode();
        try {
            return PlanMessage.verdict(leader.call(WorkerCalls.SUBMIT, message, ANSWER_WAIT));
        } catch (RemoteException refusal) {
            throw new ServerException(refusal.status(), refusal.text());
        } catch (LinkException lost) {
            throw lost(lost);
        }
    }

    @Override
    public void finish(Delivery delivery, List<Evaluation> results) throws InterruptedException {
        ask(
                WorkerCalls.FINISH,
                new WorkerCalls.Finished(delivery.evaluation().id(), delivery.token(), results),
                ANSWER_WAIT);
    }

    @Override
    public void abandon(Delivery delivery) throws InterruptedException {
        ask(WorkerCalls.ABANDON, new WorkerCalls.Abandoned(delivery.evaluation().id(), delivery.token()), MARGIN);
    }

    private <Q, A> A ask(Call<Q, A> call, Q question, Duration timeout) throws InterruptedException {
        try {
            return call.send(leader, question, timeout);
        } catch (RemoteException refusal) {
            throw new ServerException(refusal.status(), refusal.text());
        } catch (LinkException lost) {
            throw lost(lost);
        }
    }

    private static ServerException lost(LinkException lost) {
        return ServerException.failed("the leader was lost: " + lost.getMessage());
    }
}
