/** The commands about quotas. */
@NullMarked
package dev.drover.cli.quota;

import org.jspecify.annotations.NullMarked;
