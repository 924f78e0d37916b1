/** Tokens, policies and roles as operators manage them, and what a token comes to. */
@NullMarked
package dev.drover.server.acl;

import org.jspecify.annotations.NullMarked;
