/** One node and its keeper as real processes, tried with what goes wrong on machines: crashes, tasks that misbehave, engines and disks that fail. */
@NullMarked
package dev.drover.dist.node;

import org.jspecify.annotations.NullMarked;
