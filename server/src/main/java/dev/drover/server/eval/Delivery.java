package dev.drover.server.eval;

import dev.drover.model.eval.Evaluation;

/**
 * An evaluation in the hands of a worker.
 *
 * @param token proves that this delivery is the current one; a late worker's token is no longer valid
 */
public record Delivery(Evaluation evaluation, long token) {}
