/** How the crop around a detector's box was chosen, and what it is worth. */
package org.mimika.bench.crop;
