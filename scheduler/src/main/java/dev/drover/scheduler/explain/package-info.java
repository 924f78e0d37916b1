/** Why a group could not be placed, and what would help. */
@NullMarked
package dev.drover.scheduler.explain;

import org.jspecify.annotations.NullMarked;
