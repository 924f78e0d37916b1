/** From the files of the block {@code tls} to secured listeners and links. */
@NullMarked
package dev.drover.agent.tls;

import org.jspecify.annotations.NullMarked;
