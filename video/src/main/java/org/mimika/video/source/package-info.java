/** Files, folders of pictures, cameras and streams as frames, through FFmpeg; and the little of FFmpeg that sinks share. */
package org.mimika.video.source;
