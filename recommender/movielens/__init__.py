"""MovieLens as GroupLens ships it: files in, arrays out; not imported by what serves."""
