/** Says what is wrong with a job, all at once, and what to do about it. */
@NullMarked
package dev.drover.model.validate;

import org.jspecify.annotations.NullMarked;
