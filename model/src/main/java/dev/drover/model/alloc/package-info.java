/** Allocations: placements and what became of them. */
@NullMarked
package dev.drover.model.alloc;

import org.jspecify.annotations.NullMarked;
