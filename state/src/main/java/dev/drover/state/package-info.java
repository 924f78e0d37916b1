/** The immutable cluster state, the commands that change it, and the watches that tell of a change. */
@NullMarked
package dev.drover.state;

import org.jspecify.annotations.NullMarked;
