/** Processes on this host, in sessions of their own. */
@NullMarked
package dev.drover.client.process;

import org.jspecify.annotations.NullMarked;
