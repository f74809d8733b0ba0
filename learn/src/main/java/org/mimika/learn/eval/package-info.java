/**
 * Figures of merit: pure functions of logits, labels and one confusion matrix, and the evaluator that gets the logits
 * from an ONNX file. An undefined figure is NaN, never a silent zero.
 */
package org.mimika.learn.eval;
