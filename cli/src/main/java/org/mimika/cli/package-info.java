/**
 * The command line {@code mimika}: one class per command. The only module that wires the others together, prints and
 * ends the JVM. Data goes to standard output, messages to standard error; exit codes are 0 done, 1 failed, 2 wrong
 * usage.
 */
package org.mimika.cli;
