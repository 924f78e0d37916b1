/** Go's template language with the functions that job files know: start reading at {@link dev.drover.template.Template}. */
@NullMarked
package dev.drover.template;

import org.jspecify.annotations.NullMarked;
