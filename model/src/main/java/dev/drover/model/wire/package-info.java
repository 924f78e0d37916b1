/** How records and JSON meet. */
@NullMarked
package dev.drover.model.wire;

import org.jspecify.annotations.NullMarked;
