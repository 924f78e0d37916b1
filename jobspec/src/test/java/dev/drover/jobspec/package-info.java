/** Tests of job files as a whole. */
@NullMarked
package dev.drover.jobspec;

import org.jspecify.annotations.NullMarked;
