/** What a node tells the servers of itself. */
@NullMarked
package dev.drover.client.node;

import org.jspecify.annotations.NullMarked;
