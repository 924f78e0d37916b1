/** Volumes of storage providers: who may have them, and where. */
@NullMarked
package dev.drover.scheduler.volume;

import org.jspecify.annotations.NullMarked;
