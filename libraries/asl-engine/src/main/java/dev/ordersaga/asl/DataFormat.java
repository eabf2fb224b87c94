package dev.ordersaga.asl;

/** What an ItemReader reads. */
public enum DataFormat {
    /** The objects under a prefix, as {@code s3:listObjectsV2} tells of them. */
    LISTING,
    /** Rows of text. */
    CSV,
    /** One JSON array. */
    JSON,
    /** A JSON value a line. */
    JSONL,
    /** Columns of Apache Parquet. */
    PARQUET,
    /** The rows of an inventory of a bucket, which its manifest names. */
    MANIFEST
}
