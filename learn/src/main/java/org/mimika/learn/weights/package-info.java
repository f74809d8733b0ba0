/** Weights from files: formats, published names, and where the files come from. Knows no LibTorch. */
package org.mimika.learn.weights;
