/** Values, types and functions of job files. */
@NullMarked
package dev.drover.jobspec.value;

import org.jspecify.annotations.NullMarked;
