/** What may be done to the state of the cluster, one record for each kind of change. */
@NullMarked
package dev.drover.state.command;

import org.jspecify.annotations.NullMarked;
