/** Learning without labels: the heads of self-supervised pre-training and the losses that they learn by. */
package org.mimika.learn.pretrain;
