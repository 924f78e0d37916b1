/** The HTTP API under load: readers, writers and watchers against running agents. */
@NullMarked
package dev.drover.sim.load;

import org.jspecify.annotations.NullMarked;
