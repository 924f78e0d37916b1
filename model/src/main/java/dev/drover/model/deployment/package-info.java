/** Deployments: the roll-out of a job version. */
@NullMarked
package dev.drover.model.deployment;

import org.jspecify.annotations.NullMarked;
