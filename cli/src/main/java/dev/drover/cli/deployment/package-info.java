/** Words about deployments. */
@NullMarked
package dev.drover.cli.deployment;

import org.jspecify.annotations.NullMarked;
