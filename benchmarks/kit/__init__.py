"""What the benchmarks share: circles at work, a desk to give their acts to, the bare module, and readings."""
