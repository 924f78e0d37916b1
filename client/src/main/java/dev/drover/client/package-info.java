/** The node agent: fingerprints, allocation and task runners. */
@NullMarked
package dev.drover.client;

import org.jspecify.annotations.NullMarked;
