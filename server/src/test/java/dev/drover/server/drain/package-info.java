@NullMarked
package dev.drover.server.drain;

import org.jspecify.annotations.NullMarked;
