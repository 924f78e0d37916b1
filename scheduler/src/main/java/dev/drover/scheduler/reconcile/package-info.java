/** What has to happen so that a job becomes what it should be: pure decisions, no nodes chosen. */
@NullMarked
package dev.drover.scheduler.reconcile;

import org.jspecify.annotations.NullMarked;
