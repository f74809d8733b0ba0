/** What the face detector and the tracker find in a clip, and how long they take. */
package org.mimika.bench.detect;
