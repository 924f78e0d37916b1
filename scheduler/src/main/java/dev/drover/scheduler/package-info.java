/** Pure functions from state and evaluation to a plan. */
@NullMarked
package dev.drover.scheduler;

import org.jspecify.annotations.NullMarked;
