package org.mimika.learn.pretrain;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The contrastive loss (Chen et al., 2020, equation 1, there NT-Xent): each of the 2 N views shall be more like the
 * other view of its face than like any view of another face.
 */
public final class InfoNce {
    private static final double NEVER = 1e9;

    private InfoNce() {}

    /**
     * The mean over all views of -log(exp(s(i, j) / t) / sum over k != i of exp(s(i, k) / t)), s the cosine and j the
     * other view of i; in f32.
     *
     * @param one {@code [N, P]}, a view of each face
     * @param two {@code [N, P]}, another one
     * @param temperature t
     */
    public static Tensor loss(Tensor one, Tensor two, double temperature) {
        Tensor views = torch.cat(new TensorVector(unit(one), unit(two)), 0); // [2 N, P]
        Tensor partners = views.roll(new long[] {one.size(0)}, new long[] {0});
        Scalar scale = new Scalar(1 / temperature);
        Tensor alike = views.mul(partners).sum(1).mul(scale); // [2 N]
        Tensor all = torch.matmul(views, views.t()).mul(scale); // [2 N, 2 N]
        Tensor itself =
                alike.detach().mul(new Scalar(0.0)).add(new Scalar(NEVER)).diag();
        return all.sub(itself).logsumexp(1).sub(alike).mean();
    }

    private static Tensor unit(Tensor x) {
        Tensor f32 = x.to(torch.ScalarType.Float);
        Tensor norm = f32.square().sum(1).view(-1, 1).add(new Scalar(1e-12)).sqrt();
        return f32.div(norm);
    }
}
