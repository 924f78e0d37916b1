/** The agent's own log. */
@NullMarked
package dev.drover.agent.log;

import org.jspecify.annotations.NullMarked;
