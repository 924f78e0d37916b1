/** Looks into the data folder of an agent that does not run. */
@NullMarked
package dev.drover.agent.offline;

import org.jspecify.annotations.NullMarked;
