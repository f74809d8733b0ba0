/**
 * Results kept: a DuckDB file that holds many sessions, each row safe once it is acknowledged, and Parquet files. A
 * module of its own, since DuckDB's natives are as large as all that {@code video} brings.
 */
package org.mimika.record;
