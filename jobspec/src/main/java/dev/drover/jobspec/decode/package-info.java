/** From an evaluated job file to a job of the model, by schemas that say what each block may contain. */
@NullMarked
package dev.drover.jobspec.decode;

import org.jspecify.annotations.NullMarked;
