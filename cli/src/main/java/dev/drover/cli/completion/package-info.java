/** Completion of commands, flags and ids in shells. */
@NullMarked
package dev.drover.cli.completion;

import org.jspecify.annotations.NullMarked;
