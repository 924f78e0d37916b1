/** Configuration files and flags of the agent. */
@NullMarked
package dev.drover.agent.config;

import org.jspecify.annotations.NullMarked;
