/** The state of the cluster as an immutable value, and the machine that makes the next one out of a command. */
@NullMarked
package dev.drover.state;

import org.jspecify.annotations.NullMarked;
