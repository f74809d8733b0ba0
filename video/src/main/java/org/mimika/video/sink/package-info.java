/** Where results go: CSV, JSON Lines and annotated MP4. */
package org.mimika.video.sink;
