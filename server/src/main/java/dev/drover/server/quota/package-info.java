/** Quotas: what operators set and what is used of them. */
@NullMarked
package dev.drover.server.quota;

import org.jspecify.annotations.NullMarked;
