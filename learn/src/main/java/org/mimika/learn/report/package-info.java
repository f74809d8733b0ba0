/**
 * A comparison's figures as a page, a text and charts, in English and in Russian. What is said is built once, as
 * sections of blocks; the page and the text write the same blocks. Every word stands in one file a language.
 */
package org.mimika.learn.report;
