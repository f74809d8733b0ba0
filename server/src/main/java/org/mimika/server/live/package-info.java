/** Sources that run, what they have seen, and what is shown of them. Knows no HTTP. */
package org.mimika.server.live;
