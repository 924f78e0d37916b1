/** Networks of groups: namespaces that CNI plugins connect. */
@NullMarked
package dev.drover.network;

import org.jspecify.annotations.NullMarked;
