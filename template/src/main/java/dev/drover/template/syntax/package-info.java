/** From a template's text to its tree. */
@NullMarked
package dev.drover.template.syntax;

import org.jspecify.annotations.NullMarked;
