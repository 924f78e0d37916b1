/** Evaluations: requests to the scheduler. */
@NullMarked
package dev.drover.model.eval;

import org.jspecify.annotations.NullMarked;
