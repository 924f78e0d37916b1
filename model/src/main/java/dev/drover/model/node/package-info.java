/** Nodes: the machines of the cluster. */
@NullMarked
package dev.drover.model.node;

import org.jspecify.annotations.NullMarked;
