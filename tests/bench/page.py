"""The figures to the page that shows them: docs/contributing/measurements.md. Nobody types a number there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from calculator.plain_dates import long_date
from tests.bench.goals import (
    CONDITION_NAMES,
    MOST_KILOBYTES,
    Goal,
    Size,
    build_seconds,
    passes_limit,
    scale_goals,
    shown,
    speed_goal,
    start_goals,
)
from tests.conftest import ROOT

FIGURES = ROOT / "docs" / "contributing" / "measurements.json"
PAGE = ROOT / "docs" / "contributing" / "measurements.md"

NAMES = {"pyodide": "Plain Pyodide", "pyscript": "PyScript", "site": "This site"}
LAST_MARKS = {"pyodide": "answer", "pyscript": "answer", "site": "calculator-outcome"}
WEIGHTS = {
    "pyodide": "Plain Pyodide, with the package for bank holidays",
    "pyscript": "PyScript, with the same",
    "site": "This site: a calculator page and all that it loads",
    "pyodide-shipped": "Of these, Pyodide as shipped",
    "calculator": "Of these, the calculator's own files",
}

HEAD = """---
title: Measurements
description: How fast the calculator starts beside other ways to run Python in a browser, and how the site grows.
search:
  exclude: true
---

# Measurements

How fast this site is, and how it grows. A program measured and wrote every number on this page.
"""

START_METHOD = """
Each round starts a fresh browser for each of the three, one after the other. It opens the page (cold), closes it, and
opens it again (warm). All three show the same reply date, {due}: five working days over Easter.

- **Plain Pyodide** is the whole npm package, loaded as its documentation shows. It loads the `holidays` wheel and what
  that needs, then computes the date in the page.
- **PyScript** is the npm package `@pyscript/core`, doing the same with the same Pyodide. It is set to pass the wheels
  to Pyodide, which spares it loading a package manager.
- **This site** is opened by a link that holds all answers. For single answers, each is chosen a moment before the
  button is pressed, as readers do. A result counts as answered once its headline, reply date and recipients are laid
  out. Its rest follows, and has rows of its own.

One local server sends everything, compressed by gzip. Browsers may keep the files of the first two as if they came from
a content network. Of this site they keep files with a hash in their names; they ask about all others again.

The slow line is made by the server, so that it holds for every request of every worker. The slow processor is made
by stopping and continuing the page's whole process. The browser's own slow-down refuses workers, so it would spare
this site alone. In this run, fixed work took {page} times as long in a page and {worker} times in a worker.
"""

QUESTION_METHOD = """\
The time from the first paint (First Contentful Paint) until the first question takes an answer. Below 0, it took one
before the paint. A press of the button is kept until the scripts are there.
"""

OBSTACLES = """## What stands in the way {: #obstacles }

Where a goal for the start or for an answer is missed, this is why.

- **Cold first answer.** A browser has to start a worker, load Python's WebAssembly, check it, compile it, and start
  Python in it. That alone takes longer than the goal. A snapshot of Python's memory would spare the rest. Sent along
  with the site, it weighs more than the goal for bytes leaves room for.
- **Warm first answer.** The browser has kept such a snapshot, which spares loading Python's code. Starting the worker
  and the WebAssembly remains. Its code runs slowly at first, because browsers compile each part when it is first used.
- **An answer once ready.** The slowest are nearly all the first of their kind after a start. The browser then compiles
  parts of Python that it has not used before.
"""

SPEED_METHOD = """
Marks go from 0 to 100. Lighthouse opens each page in a fresh browser, from nginx with the settings that the build
writes. It imitates a phone with a slow processor on a slow line, and a desktop machine.
"""

SCALE_METHOD = """
The authorities beyond the real ones are copies of them with new names, made for the measurement only. `make build` is
the time of its steps: the files for browsers, then the pages. Nothing is kept from an earlier build.
"""

REPEAT = """
## How to repeat this

Both commands write this page anew, and keep the figures of the other:

```sh
make bench         # about fifteen minutes: the start of the calculator, and the speed of pages
make bench-scale   # about fifteen minutes: 5, 50, 150 and 1,000 authorities
```

Let nothing else run on the machine meanwhile. The figures are in [measurements.json](measurements.json).
"""


def write(part: str, figures: dict[str, Any]) -> None:
    """Keep one part of the figures (`start`, `speed` or `scale`), and write the page with all."""
    known = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.is_file() else {}
    known[part] = figures
    FIGURES.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(page(json.loads(FIGURES.read_text(encoding="utf-8"))), encoding="utf-8")


def page(figures: dict[str, Any]) -> str:
    """Return the page."""
    parts = [HEAD]
    if start := figures.get("start"):
        parts += _start(start)
    if speed := figures.get("speed"):
        parts += _speed(speed)
    if scale := figures.get("scale"):
        parts += _scale(scale)
    if not figures:
        parts.append("Nothing has been measured yet.\n")
    return "\n".join([*parts, REPEAT.lstrip("\n")]).replace("\n\n\n", "\n\n")


def _start(start: dict[str, Any]) -> Iterator[str]:
    yield f"## Goals {{: #goals }}\n\n{_when(start)}\n"
    yield _goal_table(start_goals(start))
    yield "## From opening a page to the reply date {: #start }\n\nMedian, and range in brackets.\n"
    for key, name in CONDITION_NAMES.items():
        condition = start["conditions"][key]
        rounds = condition["site cold calculator-outcome"]["count"]
        yield f"### {name[0].upper()}{name[1:]} (rounds: {rounds}) {{: #{key} }}\n"
        yield _table(("", "cold", "warm", "cold, beside Pyodide", "warm, beside Pyodide"), _times(condition))
    yield "## From the first paint to the first question {: #question }\n\n" + QUESTION_METHOD
    yield _table(("", "median, and range in brackets", "rounds"), _question_rows(start["conditions"]))
    yield "## An answer once Python is ready {: #answers }\n"
    yield _table(
        ("where", "median", "95th percentile", "longest", "answers"),
        (
            (name, *(shown(times[part], "ms") for part in ("median", "percentile_95", "high")), str(times["count"]))
            for name, times in (
                ("In the page, until the next question or the answer is laid out", start["answers"]["page"]),
                ("of these, a question", start["answers"]["question"]),
                ("of these, the answer of a result", start["answers"]["result"]),
                ("In the page, until the whole result is laid out", start["answers"]["whole"]),
                ("In the engine, until the next question or the answer", start["answers"]["engine"]),
                ("In the engine, until the whole result", start["answers"]["engine_whole"]),
            )
        ),
    )
    yield OBSTACLES
    yield "## Bytes of a first visit {: #bytes }\n"
    yield _table(
        ("", "files", "raw", "gzip", "brotli"),
        (
            (name, str(weight["files"]), *(_kilobytes(weight[by]) for by in ("raw", "gzip", "brotli")))
            for name, weight in ((name, start["bytes"][key]) for key, name in WEIGHTS.items())
        ),
    )
    reached = start["slowdown_reached"]
    due = long_date(date.fromisoformat(start["due"]))
    yield "## How this was measured {: #method }\n" + START_METHOD.format(
        due=due, page=f"{reached['page']:.1f}", worker=f"{reached['worker']:.1f}"
    )


def _times(condition: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Give the rows of one condition."""
    rows = [(key, NAMES[key], mark) for key, mark in LAST_MARKS.items()]
    rows.append(("site", "This site, Python ready", "calculator-ready"))
    for key, name, mark in rows:
        times = [condition[f"{key} {kind} {mark}"] for kind in ("cold", "warm")]
        beside = [condition[f"pyodide {kind} answer"]["median"] for kind in ("cold", "warm")]
        ratios = [f"{time['median'] / other:.2f}" for time, other in zip(times, beside, strict=True)]
        yield (name, *(_range(time) for time in times), *ratios)


def _question_rows(conditions: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for key, name in CONDITION_NAMES.items():
        times = conditions[key]["site first question"]
        yield (f"{name[0].upper()}{name[1:]}", _range(times), str(times["count"]))


def _speed(speed: dict[str, Any]) -> Iterator[str]:
    yield f"## Speed of pages, by Lighthouse {{: #speed }}\n\n{_when(speed)}\n{SPEED_METHOD}"
    yield _table(("page", "device", "goal, at least", "median", "lowest", "result"), _speed_rows(speed["pages"]))


def _speed_rows(pages: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for measured in pages:
        marks = measured["marks"]
        goal = speed_goal(marks)
        yield (
            f"`/{measured['address']}`",
            measured["form"],
            *map(str, (goal.limit, goal.reached, min(marks))),
            goal.verdict,
        )


def _scale(scale: dict[str, Any]) -> Iterator[str]:
    sizes = scale["sizes"]
    yield f"## More authorities {{: #scale }}\n\n{_when(scale)}\n{SCALE_METHOD}"
    if goals := list(scale_goals(sizes)):
        yield _goal_table(goals)
    yield _table(("", *(f"{size['authorities']:,} authorities" for size in sizes)), _scale_rows(sizes))
    yield f"### Where {MOST_KILOBYTES} kB are passed {{: #too-heavy }}\n\nRead off a straight line between two sizes.\n"
    yield _table(("by gzip", "with more authorities than"), _limit_rows(sizes))


def _limit_rows(sizes: list[Size]) -> Iterator[tuple[str, ...]]:
    yield "search index", _passed(sizes, lambda size: size["search_index"]["gzip"])
    for name in sizes[0]["pages"]:
        yield f"page `/{name}`", _passed(sizes, lambda size, name=name: size["pages"][name])


def _passed(sizes: list[Size], weight: Callable[[Size], int]) -> str:
    number = passes_limit(sizes, weight)
    return f"{number:,}" if number else f"not with {sizes[-1]['authorities']:,}"


def _scale_rows(sizes: list[Size]) -> Iterator[tuple[str, ...]]:
    yield ("`make build`", *(f"{build_seconds(size):.0f} s" for size in sizes))
    yield ("of it, the files for browsers", *(f"{size['seconds_files']:.0f} s" for size in sizes))
    yield ("of it, the pages", *(f"{size['seconds_pages']:.0f} s" for size in sizes))
    yield (
        "`make build`, for each authority",
        *(f"{build_seconds(size) / size['authorities']:.2f} s" for size in sizes),
    )
    yield ("search index, raw", *(_kilobytes(size["search_index"]["raw"]) for size in sizes))
    yield ("search index, gzip", *(_kilobytes(size["search_index"]["gzip"]) for size in sizes))
    for name in sizes[0]["pages"]:
        yield (f"page `/{name}`, gzip", *(_kilobytes(size["pages"][name]) for size in sizes))
    yield ("calculator ready, cold", *(_range(size["calculator_ready"]) for size in sizes))
    yield ("loaded by a calculator page, gzip", *(_kilobytes(size["calculator_page"]) for size in sizes))


def _when(part: dict[str, Any]) -> str:
    warning = " This was a try-out with few rounds: do not rely on it." if part["is_tryout"] else ""
    return f"Measured on {long_date(date.fromisoformat(part['date']))}: {part['machine']}.{warning}"


def _range(times: dict[str, float]) -> str:
    low, high = (shown(times[end], "ms").removesuffix(" ms") for end in ("low", "high"))
    until = " to " if times["low"] < 0 else "–"
    return f"{shown(times['median'], 'ms')} ({low}{until}{high})"


def _kilobytes(count: int) -> str:
    return f"{count / 1000:,.0f} kB"


def _goal_table(goals: Iterable[Goal]) -> str:
    return _table(
        ("what", "goal, at most", "measured", "result"),
        ((goal.what, shown(goal.limit, goal.unit), shown(goal.reached, goal.unit), goal.verdict) for goal in goals),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
