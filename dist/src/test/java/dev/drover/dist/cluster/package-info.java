/** Clusters of real processes, faults that are done to them, and the check that nothing acknowledged was lost or seen too late. */
@NullMarked
package dev.drover.dist.cluster;

import org.jspecify.annotations.NullMarked;
