/** Tasks as plain processes of the host. */
@NullMarked
package dev.drover.drivers.rawexec;

import org.jspecify.annotations.NullMarked;
