@NullMarked
package dev.drover.server.keyring;

import org.jspecify.annotations.NullMarked;
