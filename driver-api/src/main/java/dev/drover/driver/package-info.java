/** What a task driver is to the node agent. */
@NullMarked
package dev.drover.driver;

import org.jspecify.annotations.NullMarked;
