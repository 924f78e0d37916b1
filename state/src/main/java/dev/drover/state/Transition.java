package dev.drover.state;

import java.util.Set;

/**
 * The state after a command, and what changed on the way.
 *
 * @param replaced whether everything is another, so that all who wait have to look again
 */
record Transition(State state, Set<Watch> changed, boolean replaced) {}
