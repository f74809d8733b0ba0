package org.mimika.learn.chart;

/**
 * What a chart is called.
 *
 * @param id its file's name without ending; letters, digits and hyphens
 * @param title what it shows
 * @param description the same for who cannot see it
 */
public record Caption(String id, String title, String description) {}
