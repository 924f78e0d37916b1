/** Words about nodes. */
@NullMarked
package dev.drover.cli.node;

import org.jspecify.annotations.NullMarked;
