@NullMarked
package dev.drover.server.deployment;

import org.jspecify.annotations.NullMarked;
