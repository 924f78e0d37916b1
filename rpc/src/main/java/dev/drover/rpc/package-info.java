/** One connection between two agents that both sides use: calls with an answer and streams of bytes, in both directions. */
@NullMarked
package dev.drover.rpc;

import org.jspecify.annotations.NullMarked;
