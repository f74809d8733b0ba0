package org.mimika.learn.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mimika.learn.torch.Device;
import org.mimika.learn.torch.Processor;

/**
 * Everything that decides a training run but the data. Written into every run as it was resolved; read from YAML by
 * {@link Recipes}, where {@code defaults.yaml} documents each value.
 *
 * @param model the network's name in the zoo
 * @param side of the network's input in pixels; 0 for the network's own
 * @param init what the weights start from: a file, a run's folder, a bundled model, or published weights by name or
 *     address; of several, separated by commas, their mean; empty for none
 * @param seed fixes all that is random, with the weights to start from
 * @param epochs passes over Training
 * @param batch faces in a step
 * @param precision of convolutions and matrix products
 * @param optimiser how weights move
 * @param finetune how weights that were trained before are treated
 * @param regularisation what keeps the network from learning faces by heart
 * @param distillation what is learned from other networks
 * @param augmentation what a face may look like
 * @param pretraining what is learned without labels; such a recipe learns nothing else
 */
public record Recipe(
        String model,
        int side,
        String init,
        long seed,
        int epochs,
        int batch,
        Precision precision,
        Optimiser optimiser,
        Finetune finetune,
        Regularisation regularisation,
        Distillation distillation,
        Augmentation augmentation,
        Pretraining pretraining) {
    /** Number formats of the forward and backward pass; weights, loss and averages are always f32. */
    public enum Precision {
        /** 32 bits. */
        F32,
        /** bfloat16 by autocast. */
        BF16,
        /** bfloat16 where the device has instructions for it, else 32 bits. */
        AUTO;

        /** Whether this means bfloat16 on a device of this machine. */
        public boolean isBf16(Device device) {
            return this == BF16 || this == AUTO && (device == Device.CUDA || Processor.hasBf16());
        }
    }

    /** How weights are moved. */
    public enum Method {
        /** All by AdamW (Loshchilov and Hutter, 2019). */
        ADAMW,
        /** The weights of all layers but the heads that answer by Muon (Jordan et al., 2024), the rest by AdamW. */
        MUON
    }

    /**
     * The optimiser, with linear warm-up, cosine decay and an average of the weights.
     *
     * @param method which one
     * @param rate the highest learning rate
     * @param floor the last learning rate, as a share of the highest
     * @param warmupEpochs epochs in which the rate rises from zero
     * @param weightDecay on weights; never on norms, biases and position embeddings
     * @param beta1 the memory of the mean of the gradient, Muon's momentum
     * @param beta2 the memory of its square
     * @param clip the largest norm of the gradient; longer ones are shortened to it
     * @param average the memory of the exponential moving average of the weights, which is what is evaluated
     * @param sharpness how far from the weights the worst place is sought whose gradient is followed, at the cost of a
     *     second pass (Foret et al., "Sharpness-Aware Minimization", 2021); 0 for none
     */
    public record Optimiser(
            Method method,
            double rate,
            double floor,
            double warmupEpochs,
            double weightDecay,
            double beta1,
            double beta2,
            double clip,
            double average,
            double sharpness) {
        /** Validates. */
        public Optimiser {
            if (method == null) {
                throw new IllegalArgumentException("optimiser.method has no value");
            }
            require(rate > 0, "optimiser.rate", rate, "above 0");
            share("optimiser.floor", floor);
            require(warmupEpochs >= 0, "optimiser.warmupEpochs", warmupEpochs, "0 or more");
            require(weightDecay >= 0, "optimiser.weightDecay", weightDecay, "0 or more");
            share("optimiser.beta1", beta1);
            share("optimiser.beta2", beta2);
            require(clip > 0, "optimiser.clip", clip, "above 0");
            share("optimiser.average", average);
            require(sharpness >= 0, "optimiser.sharpness", sharpness, "0 or more");
        }
    }

    /**
     * How weights that were trained before are treated.
     *
     * @param headEpochs epochs in which the head alone is trained
     * @param encoderRate share of the learning rate below the head, in the epochs after them
     */
    public record Finetune(int headEpochs, double encoderRate) {
        /** All is trained alike from the start. */
        public static final Finetune NONE = new Finetune(0, 1);

        /** Validates. */
        public Finetune {
            require(headEpochs >= 0, "finetune.headEpochs", headEpochs, "0 or more");
            require(encoderRate >= 0 && encoderRate <= 1, "finetune.encoderRate", encoderRate, "0 to 1");
        }
    }

    /**
     * What keeps the network from learning faces by heart.
     *
     * @param labelSmoothing the share of the target that is spread over all classes (Szegedy et al., 2016)
     * @param dropout before the head
     * @param dropPath stochastic depth, rising with the blocks to just below this
     * @param votes weight of a second head that learns the FER+ votes of a face beside its label and is not exported;
     *     0 for none
     * @param softLabels the share of the target that is not the label but what the face's FER+ votes say about it
     * @param mixing the share of batches in which faces are mixed, and their labels with them
     * @param mixup how evenly Mixup blends two faces (Zhang et al., 2018): alpha of the Beta distribution; 0 for none
     * @param cutmix how evenly CutMix divides the area between two faces (Yun et al., 2019); 0 for none
     * @param plainEpochs the last epochs, in which faces are neither mixed nor erased and votes have no share of the
     *     target
     */
    public record Regularisation(
            double labelSmoothing,
            double dropout,
            double dropPath,
            double votes,
            double softLabels,
            double mixing,
            double mixup,
            double cutmix,
            int plainEpochs) {
        /** Validates. */
        public Regularisation {
            share("regularisation.labelSmoothing", labelSmoothing);
            share("regularisation.dropout", dropout);
            share("regularisation.dropPath", dropPath);
            require(votes >= 0, "regularisation.votes", votes, "0 or more");
            require(softLabels >= 0 && softLabels <= 1, "regularisation.softLabels", softLabels, "0 to 1");
            require(mixing >= 0 && mixing <= 1, "regularisation.mixing", mixing, "0 to 1");
            require(mixup >= 0 && mixup <= 4, "regularisation.mixup", mixup, "0 to 4");
            require(cutmix >= 0 && cutmix <= 4, "regularisation.cutmix", cutmix, "0 to 4");
            require(mixing == 0 || mixup + cutmix > 0, "regularisation.mixing", mixing, "0 where mixup and cutmix are");
            require(plainEpochs >= 0, "regularisation.plainEpochs", plainEpochs, "0 or more");
        }

        /** Whether the FER+ votes are wanted. */
        public boolean wantsVotes() {
            return votes > 0 || softLabels > 0;
        }
    }

    /**
     * What is learned from teachers beside the labels (Hinton et al., "Distilling the Knowledge in a Neural Network",
     * 2015). The teachers see the same changed faces as the network does (Beyer et al., 2022).
     *
     * @param teachers folders of runs, ONNX files or bundled names, separated by commas; their answers are averaged; empty for none
     * @param temperature divides the logits of both sides
     * @param weight share of the teachers in the loss; the rest is the labels'
     */
    public record Distillation(String teachers, double temperature, double weight) {
        /** Validates. */
        public Distillation {
            if (teachers == null) {
                throw new IllegalArgumentException("distillation.teachers has no value");
            }
            requireNames("distillation.teachers", teachers);
            require(temperature > 0, "distillation.temperature", temperature, "above 0");
            require(weight >= 0 && weight <= 1, "distillation.weight", weight, "0 to 1");
        }

        /** The teachers one by one. */
        public List<String> all() {
            return listed(teachers);
        }
    }

    /**
     * What a face may look like; each value is the largest change, drawn evenly up to it.
     *
     * @param flip probability of a mirror image
     * @param rotation degrees, either way
     * @param zoom share of the size, either way
     * @param shift share of the side, each direction
     * @param brightness added to the normalised value, either way
     * @param contrast factor above or below 1
     * @param degrade probability that it is seen as by a poor camera: blurred, dim, noisy
     * @param erase probability that a rectangle is blanked (Zhong et al., 2020)
     */
    public record Augmentation(
            double flip,
            double rotation,
            double zoom,
            double shift,
            double brightness,
            double contrast,
            double degrade,
            double erase) {
        /** Validates. */
        public Augmentation {
            share("augmentation.flip", flip);
            require(rotation >= 0 && rotation <= 180, "augmentation.rotation", rotation, "0 to 180");
            share("augmentation.zoom", zoom);
            share("augmentation.shift", shift);
            require(brightness >= 0, "augmentation.brightness", brightness, "0 or more");
            share("augmentation.contrast", contrast);
            share("augmentation.degrade", degrade);
            share("augmentation.erase", erase);
        }

        /** The same without erased rectangles. */
        Augmentation whole() {
            return new Augmentation(flip, rotation, zoom, shift, brightness, contrast, degrade, 0);
        }
    }

    /**
     * What is learned without labels: the weights of the heads, all of which are thrown away afterwards, and their
     * extents.
     *
     * @param reconstruction weight of the masked patches' reconstruction (He et al., "Masked Autoencoders", 2022)
     * @param contrastive weight of telling two views of a face from other faces (Chen et al., "SimCLR", 2020)
     * @param rotation weight of telling how far a face was turned (Gidaris et al., 2018)
     * @param keep the share of the patches that the encoder sees
     * @param decoderWidth of the reconstruction's tokens
     * @param decoderDepth its transformer blocks
     * @param projection width of what the contrastive head compares
     * @param temperature divides its similarities
     * @param heldOut share of Training that is not trained on but measured after an epoch
     * @param probeEvery epochs from one measurement of the features to the next
     */
    public record Pretraining(
            double reconstruction,
            double contrastive,
            double rotation,
            double keep,
            int decoderWidth,
            int decoderDepth,
            int projection,
            double temperature,
            double heldOut,
            int probeEvery) {
        /** Validates. */
        public Pretraining {
            require(reconstruction >= 0, "pretraining.reconstruction", reconstruction, "0 or more");
            require(contrastive >= 0, "pretraining.contrastive", contrastive, "0 or more");
            require(rotation >= 0, "pretraining.rotation", rotation, "0 or more");
            require(keep > 0 && keep <= 1, "pretraining.keep", keep, "above 0, up to 1");
            require(
                    reconstruction == 0 || keep < 1,
                    "pretraining.keep",
                    keep,
                    "below 1, or nothing is left to reconstruct");
            require(decoderWidth >= 1, "pretraining.decoderWidth", decoderWidth, "1 or more");
            require(decoderDepth >= 0, "pretraining.decoderDepth", decoderDepth, "0 or more");
            require(projection >= 1, "pretraining.projection", projection, "1 or more");
            require(temperature > 0, "pretraining.temperature", temperature, "above 0");
            require(heldOut > 0 && heldOut < 1, "pretraining.heldOut", heldOut, "between 0 and 1");
            require(probeEvery >= 1, "pretraining.probeEvery", probeEvery, "1 or more");
        }

        /** Whether anything is learned so. */
        public boolean any() {
            return reconstruction + contrastive + rotation > 0;
        }
    }

    /** Validates. */
    public Recipe {
        if (model == null || init == null || precision == null) {
            String which = model == null ? "model" : init == null ? "init" : "precision";
            throw new IllegalArgumentException(which + " has no value");
        }
        requireNames("init", init);
        require(side >= 0, "side", side, "0 or more");
        require(epochs >= 1, "epochs", epochs, "1 or more");
        finetune = finetune == null ? Finetune.NONE : finetune;
        require(
                finetune.headEpochs() < epochs,
                "finetune.headEpochs",
                finetune.headEpochs(),
                "below epochs, which is " + epochs);
        require(batch >= 2, "batch", batch, "2 or more");
        if (pretraining.any() && !finetune.equals(Finetune.NONE)) {
            throw new IllegalArgumentException("finetune is for labels: pretraining trains all alike from the start");
        }
    }

    private static List<String> listed(String names) {
        return names.isBlank()
                ? List.of()
                : Arrays.stream(names.split(",", -1)).map(String::strip).toList();
    }

    private static void requireNames(String key, String names) {
        if (listed(names).contains("")) {
            throw new IllegalArgumentException(key + " is '" + names + "': a name is lacking beside a comma");
        }
    }

    private static void share(String key, double value) {
        require(value >= 0 && value < 1, key, value, "0 up to, not including, 1");
    }

    private static void require(boolean holds, String key, double value, String expected) {
        if (!holds) {
            String shown = value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : "" + value;
            throw new IllegalArgumentException(key + " is " + shown + ": expected " + expected);
        }
    }

    /** What {@link #init} names, one by one. */
    public List<String> origins() {
        return listed(init);
    }

    /** Whether an epoch, counted from 1, is one of the last ones that are plain. */
    public boolean isPlain(int epoch) {
        return epoch > epochs - regularisation.plainEpochs();
    }

    /**
     * The share of what the network's head learns in an epoch that is spread evenly over all classes: label smoothing,
     * as far as targets come from labels and not from votes or teachers.
     *
     * @param epoch counted from 1
     */
    public double smoothing(int epoch) {
        double fromTeachers = distillation.all().isEmpty() ? 0 : distillation.weight();
        double fromVotes = isPlain(epoch) ? 0 : regularisation.softLabels();
        return regularisation.labelSmoothing() * (1 - fromVotes) * (1 - fromTeachers);
    }
}
