/** The commands about who may do what. */
@NullMarked
package dev.drover.cli.acl;

import org.jspecify.annotations.NullMarked;
