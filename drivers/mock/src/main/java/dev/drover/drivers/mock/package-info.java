/** Tasks that only pretend, to try out what surrounds real ones. */
@NullMarked
package dev.drover.drivers.mock;

import org.jspecify.annotations.NullMarked;
