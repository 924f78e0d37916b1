/** Watches over the servers of the group: which are healthy, and which are gone for good. */
@NullMarked
package dev.drover.server.autopilot;

import org.jspecify.annotations.NullMarked;
