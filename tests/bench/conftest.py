"""Measurements are no tests: `make bench` and `make bench-scale` run them."""

collect_ignore_glob = ["*.py"]
