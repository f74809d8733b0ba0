/** The architectures, one file each, and the registry that names them. */
package org.mimika.learn.zoo;
