/** Words about allocations. */
@NullMarked
package dev.drover.cli.alloc;

import org.jspecify.annotations.NullMarked;
