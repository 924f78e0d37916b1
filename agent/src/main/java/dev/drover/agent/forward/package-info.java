/** Any agent takes any request: who answers it, and how it gets there. */
@NullMarked
package dev.drover.agent.forward;

import org.jspecify.annotations.NullMarked;
