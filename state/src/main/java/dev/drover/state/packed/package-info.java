/** Parts of allocations in little room: what many share once, and beside it the numbers of each. */
@NullMarked
package dev.drover.state.packed;

import org.jspecify.annotations.NullMarked;
