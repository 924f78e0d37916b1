/** Nodes: registration, heartbeats, work for them. */
@NullMarked
package dev.drover.server.node;

import org.jspecify.annotations.NullMarked;
