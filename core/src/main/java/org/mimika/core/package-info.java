/** Emotions, faces, the model contract and the classifier over ONNX Runtime. Depends on nothing else of Mimika. */
package org.mimika.core;
