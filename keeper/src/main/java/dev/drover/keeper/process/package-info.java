/** Processes of this host, in sessions of their own, and what the JDK lacks for them. */
@NullMarked
package dev.drover.keeper.process;

import org.jspecify.annotations.NullMarked;
