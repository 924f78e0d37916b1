/** What only the leader runs, and how it begins and ends with leadership. */
@NullMarked
package dev.drover.server.leader;

import org.jspecify.annotations.NullMarked;
