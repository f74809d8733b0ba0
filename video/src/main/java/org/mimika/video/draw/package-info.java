/**
 * Draws results onto pictures: straight into the planes that the encoder takes, with its own glyphs, so that neither a
 * font nor a window system is needed.
 */
package org.mimika.video.draw;
