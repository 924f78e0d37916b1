/** Servers find each other and notice who is gone, by gossip. */
@NullMarked
package dev.drover.gossip;

import org.jspecify.annotations.NullMarked;
