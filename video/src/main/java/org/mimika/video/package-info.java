/**
 * From frames to faces, identities and emotions: the interfaces between the stages, the values that pass between them,
 * and the pipeline that joins them.
 */
package org.mimika.video;
