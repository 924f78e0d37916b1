/** Makes a job complete: every default filled in, old forms turned into new ones, implicit constraints added. */
@NullMarked
package dev.drover.model.canonical;

import org.jspecify.annotations.NullMarked;
