@NullMarked
package dev.drover.model.text;

import org.jspecify.annotations.NullMarked;
