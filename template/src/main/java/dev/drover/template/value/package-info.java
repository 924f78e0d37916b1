/** What Go makes of values: truth, comparison, types and text. */
@NullMarked
package dev.drover.template.value;

import org.jspecify.annotations.NullMarked;
