/** One task: its folders, environment, restarts and states. */
@NullMarked
package dev.drover.client.task;

import org.jspecify.annotations.NullMarked;
