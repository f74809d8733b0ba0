/** Finding faces: MediaPipe's BlazeFace networks over TensorFlow Lite. */
package org.mimika.video.detect;
