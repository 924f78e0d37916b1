/** Tests of decoding. */
@NullMarked
package dev.drover.jobspec.decode;

import org.jspecify.annotations.NullMarked;
