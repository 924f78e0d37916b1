/** The functions that templates may call. */
@NullMarked
package dev.drover.template.functions;

import org.jspecify.annotations.NullMarked;
