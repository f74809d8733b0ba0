/** From a training run to an ONNX file that keeps the contract, checked against LibTorch and calibrated. */
package org.mimika.learn.export;
