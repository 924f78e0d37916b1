/**
 * A log of bytes that a group of servers agrees on. Behind these few types works Apache Ratis; nothing outside of this room sees it,
 * and nothing in here knows what the bytes mean or how they travel.
 */
@NullMarked
package dev.drover.raft;

import org.jspecify.annotations.NullMarked;
