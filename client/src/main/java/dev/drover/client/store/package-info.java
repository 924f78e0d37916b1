/** What a node agent keeps on disk, so that its next process can go on where it ended. */
@NullMarked
package dev.drover.client.store;

import org.jspecify.annotations.NullMarked;
