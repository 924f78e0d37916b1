/** What allocations leave to those that follow them. */
@NullMarked
package dev.drover.client.data;

import org.jspecify.annotations.NullMarked;
