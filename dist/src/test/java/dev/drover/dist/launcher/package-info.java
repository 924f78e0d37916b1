/** The launcher as a user meets it: real processes, with small stand-ins for a JDK and for Maven where the real ones would be slow. */
@NullMarked
package dev.drover.dist.launcher;

import org.jspecify.annotations.NullMarked;
