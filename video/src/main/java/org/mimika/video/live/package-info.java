/**
 * Sources that go on by themselves: a session runs one camera, stream or file on threads of its own, comes back when it
 * breaks off, and hands its results to any number of subscribers, none of whom can slow it.
 */
package org.mimika.video.live;
