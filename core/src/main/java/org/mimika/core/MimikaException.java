package org.mimika.core;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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

    /** What went wrong with a file, in a few words and without its name: Java's own message is often the name alone. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file of that name is in the way";
        }
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
    }
}
