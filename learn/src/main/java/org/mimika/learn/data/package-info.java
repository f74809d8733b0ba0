/**
 * Labelled faces: reading FER2013 in its public layouts, FER+ votes, and looking into what a data set holds.
 *
 * <p>A face is 48 x 48 grey pixels, one byte each (0 to 255, unsigned), in row order; a set holds its faces as one
 * array, face after face.
 */
package org.mimika.learn.data;
