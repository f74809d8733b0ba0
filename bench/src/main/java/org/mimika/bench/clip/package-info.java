/** Makes the demo clip that the command line bundles; run once, by hand, through {@code scripts/make-demo-clip}. */
package org.mimika.bench.clip;
