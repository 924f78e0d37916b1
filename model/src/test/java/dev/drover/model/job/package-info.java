@NullMarked
package dev.drover.model.job;

import org.jspecify.annotations.NullMarked;
