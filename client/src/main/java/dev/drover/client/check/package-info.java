/** Checks of services that the node runs itself. */
@NullMarked
package dev.drover.client.check;

import org.jspecify.annotations.NullMarked;
