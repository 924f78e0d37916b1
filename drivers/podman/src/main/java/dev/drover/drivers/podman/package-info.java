/** Tasks as containers of Podman. */
@NullMarked
package dev.drover.drivers.podman;

import org.jspecify.annotations.NullMarked;
