/** Who may do what: tokens, roles, policies, and what they come to. */
@NullMarked
package dev.drover.model.acl;

import org.jspecify.annotations.NullMarked;
