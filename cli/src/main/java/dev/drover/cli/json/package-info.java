/** JSON as it came, for printing it and for templates over it. */
@NullMarked
package dev.drover.cli.json;

import org.jspecify.annotations.NullMarked;
