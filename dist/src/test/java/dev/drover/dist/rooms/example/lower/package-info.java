/** A made-up room that shows what the check of the arrows catches. */
@NullMarked
package dev.drover.dist.rooms.example.lower;

import org.jspecify.annotations.NullMarked;
