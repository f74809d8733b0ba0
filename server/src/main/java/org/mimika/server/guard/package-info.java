/** What a stranger may ask for: addresses, tokens, origins, files. */
package org.mimika.server.guard;
