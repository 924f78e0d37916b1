@NullMarked
package dev.drover.model.acl;

import org.jspecify.annotations.NullMarked;
