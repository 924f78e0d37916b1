/** Namespaces. */
@NullMarked
package dev.drover.model.namespace;

import org.jspecify.annotations.NullMarked;
