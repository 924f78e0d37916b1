/** What drivers share that leave containers to an engine with an HTTP API, such as Docker and Podman. */
@NullMarked
package dev.drover.drivers.engine;

import org.jspecify.annotations.NullMarked;
