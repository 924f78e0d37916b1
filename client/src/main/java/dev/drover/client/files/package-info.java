/** Reading the folders and logs of allocations. */
@NullMarked
package dev.drover.client.files;

import org.jspecify.annotations.NullMarked;
