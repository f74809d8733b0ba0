package org.mimika.learn.weights;

/** Hears how a download goes, on the thread that downloads; what it throws ends the download, to be resumed later. */
@FunctionalInterface
public interface DownloadListener {
    /**
     * Some bytes came in, or some time went by.
     *
     * @param done bytes that are there, with those of earlier attempts
     * @param total bytes in all; 0 while that is not known
     * @param state what is being done: {@code downloading}, {@code waiting}, {@code checking}
     */
    void onProgress(long done, long total, String state);
}
