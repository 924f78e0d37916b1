/** Services, their checks, and the mesh around them. */
@NullMarked
package dev.drover.model.service;

import org.jspecify.annotations.NullMarked;
