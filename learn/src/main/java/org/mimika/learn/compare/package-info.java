/**
 * The report of a comparison: immutable figures that validate themselves, the tests of significance between models, and
 * the verdict that follows from them. Knows neither networks nor how the figures were measured. An undefined figure is
 * NaN, an unknown count is an empty {@link java.util.OptionalLong}; both are null in JSON.
 */
package org.mimika.learn.compare;
