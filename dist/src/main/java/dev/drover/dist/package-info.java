/** The program: one main for agent and command line. */
@NullMarked
package dev.drover.dist;

import org.jspecify.annotations.NullMarked;
