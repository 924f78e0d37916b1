/** The node's way to the servers: which there are, the link to one of them, and what is asked over it. */
@NullMarked
package dev.drover.client.servers;

import org.jspecify.annotations.NullMarked;
