/** Commands and records as compact bytes, for the log and for snapshots. */
@NullMarked
package dev.drover.state.codec;

import org.jspecify.annotations.NullMarked;
