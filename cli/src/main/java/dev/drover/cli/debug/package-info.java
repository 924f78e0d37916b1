/** {@code operator debug}: what a stranger needs to see of a cluster, in one file. */
@NullMarked
package dev.drover.cli.debug;

import org.jspecify.annotations.NullMarked;
