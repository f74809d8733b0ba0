package org.mimika.core;

/**
 * A failure whose message is meant for the user: one line that says what is wrong, where, and what to do about it.
 * The command line prints it as it is and exits with code 1.
 */
public class MimikaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure with a message for the user. */
    public MimikaException(String message) {
        super(message);
    }

    /** A failure with a message for the user and the cause behind it. */
    public MimikaException(String message, Throwable cause) {
        super(message, cause);
    }
}
