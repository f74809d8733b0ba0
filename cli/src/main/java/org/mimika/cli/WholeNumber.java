package org.mimika.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option's whole number; one outside the option's limits is wrong usage, as text is. */
abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    private WholeNumber(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** A number of threads. */
    static final class Threads extends WholeNumber {
        Threads() {
            super(1, 1024);
        }
    }

    /** A number of passes over Training. */
    static final class Epochs extends WholeNumber {
        Epochs() {
            super(1, 100_000);
        }
    }

    /** A port to listen on; 0 stands for any that is free. */
    static final class Port extends WholeNumber {
        Port() {
            super(0, 65_535);
        }
    }

    /** A distance between frames. */
    static final class Frames extends WholeNumber {
        Frames() {
            super(1, 1000);
        }
    }

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported like a number outside.
        }
        throw new TypeConversionException("'" + text + "', expected a whole number from " + least + " to " + most);
    }
}
