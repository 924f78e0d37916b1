/** The state written down as a whole, and read back. */
@NullMarked
package dev.drover.state.snapshot;

import org.jspecify.annotations.NullMarked;
