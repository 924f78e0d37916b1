/** How much of its quota a namespace has left. */
@NullMarked
package dev.drover.scheduler.quota;

import org.jspecify.annotations.NullMarked;
