/** The commands about rules that jobs have to keep. */
@NullMarked
package dev.drover.cli.sentinel;

import org.jspecify.annotations.NullMarked;
