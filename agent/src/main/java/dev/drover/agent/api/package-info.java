/** The routes of the API, a class for each resource. */
@NullMarked
package dev.drover.agent.api;

import org.jspecify.annotations.NullMarked;
