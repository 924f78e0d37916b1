/** The Java client of the HTTP API. */
@NullMarked
package dev.drover.sdk;

import org.jspecify.annotations.NullMarked;
