/** Fetches files, archives and repositories for tasks: start reading at {@link dev.drover.artifact.ArtifactFetcher}. */
@NullMarked
package dev.drover.artifact;

import org.jspecify.annotations.NullMarked;
