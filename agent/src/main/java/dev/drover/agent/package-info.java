/** One process: configuration, HTTP API, and the wiring of server and client. */
@NullMarked
package dev.drover.agent;

import org.jspecify.annotations.NullMarked;
