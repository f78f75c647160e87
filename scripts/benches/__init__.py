"""One module a benchmark: each offers BENCH, and scripts.bench finds it here by itself."""
