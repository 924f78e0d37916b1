/** Jobs: registration, dispatch, periodic launches. */
@NullMarked
package dev.drover.server.job;

import org.jspecify.annotations.NullMarked;
