/** The few words of the Docker engine's HTTP API that the driver needs. */
@NullMarked
package dev.drover.drivers.docker.engine;

import org.jspecify.annotations.NullMarked;
