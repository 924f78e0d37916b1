/** The replicated log, as far as the rest of the server sees it. */
@NullMarked
package dev.drover.server.log;

import org.jspecify.annotations.NullMarked;
