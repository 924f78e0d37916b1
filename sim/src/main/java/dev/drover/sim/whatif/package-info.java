/** What would be if: questions to a snapshot of a cluster, answered by the schedulers that run in it. */
@NullMarked
package dev.drover.sim.whatif;

import org.jspecify.annotations.NullMarked;
