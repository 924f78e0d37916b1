/** Volumes and the plugins that bring them. */
@NullMarked
package dev.drover.model.volume;

import org.jspecify.annotations.NullMarked;
