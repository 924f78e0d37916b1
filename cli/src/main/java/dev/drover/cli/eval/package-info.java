/** Words about evaluations. */
@NullMarked
package dev.drover.cli.eval;

import org.jspecify.annotations.NullMarked;
