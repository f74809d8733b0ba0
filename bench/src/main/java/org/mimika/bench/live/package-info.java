/** How live sources fare: latency and rate of several at once, and how steady what they show is. */
package org.mimika.bench.live;
