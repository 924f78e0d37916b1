/** What allocations hold of their nodes. */
@NullMarked
package dev.drover.state.usage;

import org.jspecify.annotations.NullMarked;
