@NullMarked
package dev.drover.server.leader;

import org.jspecify.annotations.NullMarked;
