/** Measures the scheduler on synthetic clusters: how fast it places, and how tightly. */
@NullMarked
package dev.drover.scheduler.bench;

import org.jspecify.annotations.NullMarked;
