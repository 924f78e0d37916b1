/** HTTP as all routes share it: the server, the router, requests and answers. */
@NullMarked
package dev.drover.agent.http;

import org.jspecify.annotations.NullMarked;
