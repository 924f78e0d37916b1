/** What the event stream tells. */
@NullMarked
package dev.drover.model.event;

import org.jspecify.annotations.NullMarked;
