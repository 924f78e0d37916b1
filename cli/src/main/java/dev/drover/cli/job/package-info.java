/** Words about jobs and job files. */
@NullMarked
package dev.drover.cli.job;

import org.jspecify.annotations.NullMarked;
