/** Flags in the style that users of the compatible command line know: one dash or two, before or after the arguments. */
@NullMarked
package dev.drover.cli.flags;

import org.jspecify.annotations.NullMarked;
