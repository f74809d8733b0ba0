package org.mimika.cli;

/**
 * One thing that {@code mimika doctor} looked at.
 *
 * @param status how it is
 * @param name what was looked at
 * @param finding what was found
 * @param advice what to do; empty where nothing needs to be done
 */
record Check(Status status, String name, String finding, String advice) {
    /** How a thing is. */
    enum Status {
        /** As it should be. */
        OK,
        /** Mimika works, but not all of it or not as fast. */
        WARN,
        /** Something that Mimika needs does not work. */
        FAIL
    }

    static Check ok(String name, String finding) {
        return new Check(Status.OK, name, finding, "");
    }

    static Check warn(String name, String finding, String advice) {
        return new Check(Status.WARN, name, finding, advice);
    }

    static Check fail(String name, String finding, String advice) {
        return new Check(Status.FAIL, name, finding, advice);
    }
}
