/** The commands about proposals to change what tasks ask for. */
@NullMarked
package dev.drover.cli.recommendation;

import org.jspecify.annotations.NullMarked;
