/** Tables, times and sizes as the command line shows them. */
@NullMarked
package dev.drover.cli.text;

import org.jspecify.annotations.NullMarked;
