"""The program that loads MovieLens: where a data set lies, downloads from GroupLens, and the load itself."""
