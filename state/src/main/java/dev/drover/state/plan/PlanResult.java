package dev.drover.state.plan;

/**
 * What became of a plan.
 *
 * @param committed the part that was committed
 * @param refreshIndex 0 when that was all of it, else the index of a state to plan on again
 * @param index index of the commit, 0 when there was nothing to commit
 */
public record PlanResult(PlanCommit committed, long refreshIndex, long index) {
    public boolean complete() {
        return refreshIndex == 0;
    }
}
