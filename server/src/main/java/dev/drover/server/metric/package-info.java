/** Counts and measures what a server does, for monitoring. */
@NullMarked
package dev.drover.server.metric;

import org.jspecify.annotations.NullMarked;
