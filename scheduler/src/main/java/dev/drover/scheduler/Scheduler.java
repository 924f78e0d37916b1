package dev.drover.scheduler;

import dev.drover.model.eval.Evaluation;
import dev.drover.state.State;

/**
 * Decides what is to be done about one job. A function: the same state, evaluation and context give the same outcome, so tests,
 * {@code job plan}, simulations and servers all call the same thing.
 */
@FunctionalInterface
public interface Scheduler {
    Outcome schedule(State state, Evaluation evaluation, SchedulingContext context);
}
