/** Counters and histograms in the text format of Prometheus. */
package org.mimika.server.metrics;
