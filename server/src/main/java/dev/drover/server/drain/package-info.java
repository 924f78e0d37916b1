/** Emptying nodes: what operators ask for, and the service that sees it through. */
@NullMarked
package dev.drover.server.drain;

import org.jspecify.annotations.NullMarked;
