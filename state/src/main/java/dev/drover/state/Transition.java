package dev.drover.state;

import java.util.Set;

/** The state after a command, and what changed on the way. */
record Transition(State state, Set<Watch> changed) {}
