/** What operators do to the group of servers. */
@NullMarked
package dev.drover.server.operator;

import org.jspecify.annotations.NullMarked;
