/**
 * Charts as SVG, and their pictures. Knows nothing of what it draws. Every chart reads in greyscale: a series has a
 * marker, a dash and a hatch besides its colour. Layout goes by a table of widths of its own, not by the fonts of the
 * machine, so that the same figures give the same bytes anywhere; the fonts named in the SVG are not wider than that.
 */
package org.mimika.learn.chart;
