/** Measures the server from a client's side: latency, rate and memory of browsers' cameras. */
package org.mimika.bench.serve;
