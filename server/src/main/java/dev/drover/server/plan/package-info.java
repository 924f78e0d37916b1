/** The referee that commits plans. */
@NullMarked
package dev.drover.server.plan;

import org.jspecify.annotations.NullMarked;
