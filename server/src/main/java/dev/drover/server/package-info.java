/** The server side: log, endpoints, evaluation broker, plan applier and the services of a leader. */
@NullMarked
package dev.drover.server;

import org.jspecify.annotations.NullMarked;
