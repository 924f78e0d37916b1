/** Decides who may ask what, at the agent that answers. */
@NullMarked
package dev.drover.agent.gate;

import org.jspecify.annotations.NullMarked;
