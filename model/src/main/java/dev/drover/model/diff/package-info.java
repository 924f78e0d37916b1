/** The difference of two jobs. */
@NullMarked
package dev.drover.model.diff;

import org.jspecify.annotations.NullMarked;
