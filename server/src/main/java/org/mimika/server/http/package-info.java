/** Routes and sockets: what a request means, in JSON. Knows Javalin; nobody else does. */
package org.mimika.server.http;
