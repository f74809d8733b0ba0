/** Networks on LibTorch: weights in native memory, and the interpreter that training and reference inference run on. */
package org.mimika.learn.torch;
