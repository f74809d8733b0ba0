/**
 * How the figures of a comparison are measured: every model on the same faces, through ONNX Runtime. Each measured part
 * is kept in a file, so that a comparison that was broken off goes on where it stopped. Knows no LibTorch.
 */
package org.mimika.learn.measure;
