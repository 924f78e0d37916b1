/** Java programs in isolation. */
@NullMarked
package dev.drover.drivers.java;

import org.jspecify.annotations.NullMarked;
