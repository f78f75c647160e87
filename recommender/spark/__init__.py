"""Training on Apache Spark: blocks of people on many machines, their sums, one factorisation on the driver.

pyspark is imported inside functions only: it is not among what everybody installs.
"""
