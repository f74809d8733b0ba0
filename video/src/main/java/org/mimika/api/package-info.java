/** The shortest way to use Mimika from Java: {@link org.mimika.api.Mimika}. */
package org.mimika.api;
