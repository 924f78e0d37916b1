/** Where templates get data of the cluster and files from. */
@NullMarked
package dev.drover.template.source;

import org.jspecify.annotations.NullMarked;
