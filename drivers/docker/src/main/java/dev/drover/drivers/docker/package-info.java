/** Tasks as containers of a Docker engine. */
@NullMarked
package dev.drover.drivers.docker;

import org.jspecify.annotations.NullMarked;
