/** How much namespaces may hold together. */
@NullMarked
package dev.drover.model.quota;

import org.jspecify.annotations.NullMarked;
