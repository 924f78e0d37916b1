/** What nodes and servers say to each other. */
@NullMarked
package dev.drover.rpc.message;

import org.jspecify.annotations.NullMarked;
