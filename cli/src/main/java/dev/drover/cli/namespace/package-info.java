/** The commands about namespaces. */
@NullMarked
package dev.drover.cli.namespace;

import org.jspecify.annotations.NullMarked;
