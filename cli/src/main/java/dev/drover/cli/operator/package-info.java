/** Words for operators: servers, the agent, raw calls. */
@NullMarked
package dev.drover.cli.operator;

import org.jspecify.annotations.NullMarked;
