/** What agent and keeper say to each other over a Unix-domain socket. */
@NullMarked
package dev.drover.keeper.wire;

import org.jspecify.annotations.NullMarked;
