/** Search, status and settings. */
@NullMarked
package dev.drover.server.system;

import org.jspecify.annotations.NullMarked;
