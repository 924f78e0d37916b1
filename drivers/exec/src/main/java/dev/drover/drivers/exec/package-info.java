/** Programs of the host in isolation. */
@NullMarked
package dev.drover.drivers.exec;

import org.jspecify.annotations.NullMarked;
