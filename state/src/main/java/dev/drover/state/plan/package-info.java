/** What a scheduler proposes and what became of it. */
@NullMarked
package dev.drover.state.plan;

import org.jspecify.annotations.NullMarked;
