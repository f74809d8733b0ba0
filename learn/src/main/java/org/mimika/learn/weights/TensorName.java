package org.mimika.learn.weights;

/** Names come from files that anybody wrote, and end up on terminals and in single lines. Pure functions. */
final class TensorName {
    private TensorName() {}

    /** Whether it has nothing in it that moves a cursor or ends a line. */
    static boolean isPlain(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    /** For a message. */
    static String shown(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
