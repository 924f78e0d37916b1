/** Whose allocations have to leave so that more important ones find room. */
@NullMarked
package dev.drover.scheduler.preemption;

import org.jspecify.annotations.NullMarked;
