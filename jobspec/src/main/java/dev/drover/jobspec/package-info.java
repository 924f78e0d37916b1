/** Job files: HCL2 in, a job of the model out. */
@NullMarked
package dev.drover.jobspec;

import org.jspecify.annotations.NullMarked;
