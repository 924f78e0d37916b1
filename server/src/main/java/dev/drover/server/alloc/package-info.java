/** Allocations. */
@NullMarked
package dev.drover.server.alloc;

import org.jspecify.annotations.NullMarked;
