/** Keeps a record of who asked what of the API. */
@NullMarked
package dev.drover.agent.audit;

import org.jspecify.annotations.NullMarked;
