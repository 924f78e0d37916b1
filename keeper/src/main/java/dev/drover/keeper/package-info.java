/** The process that owns the tasks of a node, and the agent's way to it. */
@NullMarked
package dev.drover.keeper;

import org.jspecify.annotations.NullMarked;
