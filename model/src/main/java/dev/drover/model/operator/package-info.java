/** Settings of the cluster that operators change while it runs. */
@NullMarked
package dev.drover.model.operator;

import org.jspecify.annotations.NullMarked;
