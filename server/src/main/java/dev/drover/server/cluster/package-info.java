/** The servers of the region and the nodes linked to this one, as far as the rest of the server needs to reach them. */
@NullMarked
package dev.drover.server.cluster;

import org.jspecify.annotations.NullMarked;
