"""The vendored files of `data/`, read when first needed, and shapes on the ground."""
