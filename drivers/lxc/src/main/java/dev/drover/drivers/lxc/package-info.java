/** Tasks as system containers of LXC. */
@NullMarked
package dev.drover.drivers.lxc;

import org.jspecify.annotations.NullMarked;
