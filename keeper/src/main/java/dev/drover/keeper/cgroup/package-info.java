/** Control groups of the kernel, versions 1 and 2. */
@NullMarked
package dev.drover.keeper.cgroup;

import org.jspecify.annotations.NullMarked;
