/** The words of the domain: jobs, allocations, nodes, evaluations and deployments as records with their names on the wire. */
@NullMarked
package dev.drover.model;

import org.jspecify.annotations.NullMarked;
