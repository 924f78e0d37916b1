/** Allocations of this node: what is wanted, what runs, and what is reported. */
@NullMarked
package dev.drover.client.alloc;

import org.jspecify.annotations.NullMarked;
