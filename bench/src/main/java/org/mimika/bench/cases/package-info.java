/** What is measured, one class for each kind of work. */
package org.mimika.bench.cases;
