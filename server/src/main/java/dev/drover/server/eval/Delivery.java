package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;

/**
 * An evaluation in the hands of a worker.
 *
 * @param token proves that this delivery is the current one; a late worker's token, or one of an earlier term, is no longer valid
 * @param waitIndex a state at this index or later shows all that was done for the job before
 */
public record Delivery(Evaluation evaluation, long token, long waitIndex) {}
