"""Loading and reading MovieLens data sets."""
