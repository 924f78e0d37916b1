/** The commands about scaling policies. */
@NullMarked
package dev.drover.cli.scaling;

import org.jspecify.annotations.NullMarked;
