/** Rules over emotions, the events that they raise, and webhooks. */
package org.mimika.server.rules;
