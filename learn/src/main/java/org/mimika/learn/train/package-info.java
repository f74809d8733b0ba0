/** Training: recipes, augmentation, optimiser, schedule, checkpoints, and the loop that joins them. */
package org.mimika.learn.train;
