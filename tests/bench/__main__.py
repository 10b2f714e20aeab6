"""`python -m tests.bench start`, `speed` or `scale`: measure, and write the page of measurements."""

from __future__ import annotations

import argparse
import signal
import sys

from tests.bench.page import write
from tests.bench.scale import SIZES, measure_scale
from tests.bench.speed import measure_speed
from tests.bench.start import measure_start


def main() -> None:
    """Measure what is asked for."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # so that no browser is left held up
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    arguments.add_argument("what", choices=("start", "speed", "scale"))
    arguments.add_argument("--rounds", type=int, help="of every condition, to try it out")
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of authorities")
    options = arguments.parse_args()
    if options.what == "start":
        write("start", measure_start(options.rounds))
    elif options.what == "speed":
        write("speed", measure_speed(options.rounds))
    else:
        write("scale", measure_scale(options.sizes, options.rounds))


if __name__ == "__main__":
    main()
