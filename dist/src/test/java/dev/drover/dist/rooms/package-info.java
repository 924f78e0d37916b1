/** The rooms of the house and the arrows between them, checked on the compiled classes. */
@NullMarked
package dev.drover.dist.rooms;

import org.jspecify.annotations.NullMarked;
