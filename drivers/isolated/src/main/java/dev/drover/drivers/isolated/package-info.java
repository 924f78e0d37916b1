/** Tasks in a root, namespaces and control groups of their own, by an OCI runtime. */
@NullMarked
package dev.drover.drivers.isolated;

import org.jspecify.annotations.NullMarked;
