/** Which devices of a node answer a request for devices. */
@NullMarked
package dev.drover.scheduler.device;

import org.jspecify.annotations.NullMarked;
