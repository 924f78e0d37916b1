/** Walks the tree of a template over data. */
@NullMarked
package dev.drover.template.eval;

import org.jspecify.annotations.NullMarked;
