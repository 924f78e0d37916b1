/** Commands that run inside a task, and the terminal of whoever runs them. */
@NullMarked
package dev.drover.cli.exec;

import org.jspecify.annotations.NullMarked;
