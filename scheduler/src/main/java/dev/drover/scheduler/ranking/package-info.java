/** Which of the feasible nodes is best. */
@NullMarked
package dev.drover.scheduler.ranking;

import org.jspecify.annotations.NullMarked;
