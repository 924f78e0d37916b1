/** Forgetting what nobody needs any more. */
@NullMarked
package dev.drover.server.garbage;

import org.jspecify.annotations.NullMarked;
