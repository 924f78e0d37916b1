/** The commands below {@code tls}: authorities and certificates in files. */
@NullMarked
package dev.drover.cli.tls;

import org.jspecify.annotations.NullMarked;
