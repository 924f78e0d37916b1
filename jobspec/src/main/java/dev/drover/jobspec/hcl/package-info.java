/** HCL2 as a language: scan, parse, evaluate, format. Knows nothing of jobs. */
@NullMarked
package dev.drover.jobspec.hcl;

import org.jspecify.annotations.NullMarked;
