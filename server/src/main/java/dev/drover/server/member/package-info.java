/**
 * Which servers there are, and which of them agree on the log. Gossip says who is there; the leader makes the group of the log follow,
 * and the first servers of a region form it.
 */
@NullMarked
package dev.drover.server.member;

import org.jspecify.annotations.NullMarked;
