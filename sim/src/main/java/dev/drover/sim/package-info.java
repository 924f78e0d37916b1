/** Nodes that only say that they run something, thousands of them in one process, over the real RPC. */
@NullMarked
package dev.drover.sim;

import org.jspecify.annotations.NullMarked;
