/** The server: its settings, and what wires its parts. */
package org.mimika.server;
