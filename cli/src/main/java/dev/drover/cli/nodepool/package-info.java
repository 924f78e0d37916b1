/** The commands about node pools. */
@NullMarked
package dev.drover.cli.nodepool;

import org.jspecify.annotations.NullMarked;
