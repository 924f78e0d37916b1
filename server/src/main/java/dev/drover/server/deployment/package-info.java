/** Deployments: watching and steering roll-outs. */
@NullMarked
package dev.drover.server.deployment;

import org.jspecify.annotations.NullMarked;
