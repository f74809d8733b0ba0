/** Following faces through time: identities that last, and emotions that do not flicker. */
package org.mimika.video.track;
