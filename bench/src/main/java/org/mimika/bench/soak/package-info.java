/** Holds the whole way from a file to results against time: does memory stay constant on a long video? */
package org.mimika.bench.soak;
