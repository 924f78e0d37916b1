/** The functions that job files can call, by family. */
@NullMarked
package dev.drover.jobspec.functions;

import org.jspecify.annotations.NullMarked;
