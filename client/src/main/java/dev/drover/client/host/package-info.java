/** What this machine is and does, behind one seam for each operating system. */
@NullMarked
package dev.drover.client.host;

import org.jspecify.annotations.NullMarked;
