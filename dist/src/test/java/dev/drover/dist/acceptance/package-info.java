/** The whole program as its users meet it: the assembled launcher, real agents, real tasks, real examples. */
@NullMarked
package dev.drover.dist.acceptance;

import org.jspecify.annotations.NullMarked;
