/** Bodies of requests and answers that are no part of the domain. */
@NullMarked
package dev.drover.model.api;

import org.jspecify.annotations.NullMarked;
