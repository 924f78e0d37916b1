/** What is left on a node and what a group takes of it: CPU, memory, disk, cores and ports. */
@NullMarked
package dev.drover.scheduler.room;

import org.jspecify.annotations.NullMarked;
