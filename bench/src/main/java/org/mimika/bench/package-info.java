/** Measures speed and memory side by side: {@code mimika bench}. Nothing depends on this package. */
package org.mimika.bench;
