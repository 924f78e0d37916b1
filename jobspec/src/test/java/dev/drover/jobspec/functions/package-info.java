/** Tests of the functions. */
@NullMarked
package dev.drover.jobspec.functions;

import org.jspecify.annotations.NullMarked;
