/** The commands about plugins of storage providers. */
@NullMarked
package dev.drover.cli.plugin;

import org.jspecify.annotations.NullMarked;
