/** The language of the {@code filter} parameter. */
@NullMarked
package dev.drover.agent.filter;

import org.jspecify.annotations.NullMarked;
