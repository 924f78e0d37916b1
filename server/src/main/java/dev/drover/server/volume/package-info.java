/** Volumes of storage providers. */
@NullMarked
package dev.drover.server.volume;

import org.jspecify.annotations.NullMarked;
