"""`python -m benchmarks` measures throughput."""

from benchmarks.throughput import main

main()
