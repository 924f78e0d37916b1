/** Small text forms that job files, HTTP parameters and answers share. */
@NullMarked
package dev.drover.model.text;

import org.jspecify.annotations.NullMarked;
