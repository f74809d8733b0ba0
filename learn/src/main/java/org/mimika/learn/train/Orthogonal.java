package org.mimika.learn.train;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What Muon makes of a matrix of gradients: all its directions get about the same weight, where the gradient itself
 * moves a few strong ones alone (Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024).
 */
final class Orthogonal {
    private static final int ITERATIONS = 5;

    // a x + b x^3 + c x^5 takes singular values in (0, 1] near 1 within a few iterations (same source).
    private static final double A = 3.4445;
    private static final double B = -4.7750;
    private static final double C = 2.0315;

    private Orthogonal() {}

    /**
     * U V^T of the matrix U S V^T, nearly: singular values of 0.68 to 1.20 for 1, and less only of those that are less
     * than a 700th of the matrix's norm. By Newton and Schulz's iteration with the coefficients above, of matrix
     * products alone. Each iteration multiplies by a polynomial of X X^T; all of them are gathered in one square matrix
     * of the smaller side, so that the long side is multiplied twice instead of twice an iteration.
     *
     * @param matrix {@code [rows, columns]}, f32
     * @return {@code [rows, columns]}, of the surrounding scope
     */
    static Tensor nearest(Tensor matrix) {
        boolean tall = matrix.size(0) > matrix.size(1);
        Tensor x = tall ? matrix.t() : matrix; // [m, n], m <= n
        x = x.div(x.norm().add(new Scalar(1e-12)));
        Tensor square = x.mm(x.t()); // X X^T of the iteration, [m, m]
        Tensor all = null; // the product of the polynomials, [m, m]
        for (int i = 0; i < ITERATIONS; i++) {
            Tensor polynomial = torch.addmm(square, square, square, new Scalar(B), new Scalar(C));
            polynomial.diagonal().add_(new Scalar(A));
            all = all == null ? polynomial : polynomial.mm(all);
            if (i < ITERATIONS - 1) {
                square = polynomial.mm(square).mm(polynomial);
            }
        }
        return tall ? x.t().mm(all.t()) : all.mm(x);
    }
}
