/** Which nodes may run a group at all, and why the others may not. */
@NullMarked
package dev.drover.scheduler.feasibility;

import org.jspecify.annotations.NullMarked;
