/** Clock and timer. */
@NullMarked
package dev.drover.server.time;

import org.jspecify.annotations.NullMarked;
