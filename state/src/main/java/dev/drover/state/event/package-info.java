/** What happened, for whoever follows it: a bounded buffer of events and cursors over it. */
@NullMarked
package dev.drover.state.event;

import org.jspecify.annotations.NullMarked;
