/** Evaluations: queues, workers and what wakes them. */
@NullMarked
package dev.drover.server.eval;

import org.jspecify.annotations.NullMarked;
