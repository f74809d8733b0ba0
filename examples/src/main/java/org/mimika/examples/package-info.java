/** Mimika as a library, in a few lines each. */
package org.mimika.examples;
