/** Tasks as virtual machines of QEMU. */
@NullMarked
package dev.drover.drivers.qemu;

import org.jspecify.annotations.NullMarked;
