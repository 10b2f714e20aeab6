"""The engine for scripts, and the check of policy files: `python -m calculator`.

Exit status 0 means done, 1 that `check` found problems, 2 that the input was wrong. Results go to standard output,
everything else to standard error.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from calculator.border.folder import check_files
from calculator.border.problems import InvalidPolicy
from calculator.border.read_library import read_library
from calculator.changes import weigh_changes
from calculator.journeys import next_step
from calculator.ladder import climb
from calculator.lookup import find_level
from calculator.plain_dates import NotADate, long_date, read_date
from calculator.reply_date import SetTimescale, reply_date
from calculator.results import change_result, due_result, ladder_result, step_result

POLICIES = Path(__file__).parent.parent / "policies"
WRONG_INPUT = 2
PROBLEMS_FOUND = 1


class WrongInput(Exception):
    """What was asked cannot be answered; the message says what is allowed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call and return its exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    call = _parser().parse_args(arguments)
    try:
        status: int = call.run(call)
    except InvalidPolicy as invalid:
        _complain("The policies have problems. Run: python -m calculator check", *map(str, invalid.problems[:5]))
        return WRONG_INPUT
    except (ValueError, WrongInput) as problem:
        _complain(f"{str(problem).rstrip('.')}.")
        return WRONG_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m calculator", description="Reply dates, ladders and changes.")
    calls = parser.add_subparsers(required=True, metavar="CALL")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--policies", type=Path, default=POLICIES, metavar="DIR", help="the folder of policy files")
    one = argparse.ArgumentParser(add_help=False, parents=[common])
    one.add_argument("--authority", required=True, metavar="A", help="the authority's id, for example brent")
    one.add_argument("--json", action="store_true", help="print one JSON object")

    due = calls.add_parser("due", parents=[one], help="when a reply is due at one level")
    due.add_argument("--level", required=True, metavar="L")
    due.add_argument("--received", required=True, metavar="D", help="the day of receipt, for example 2026-03-27")
    timescale = due.add_mutually_exclusive_group()
    timescale.add_argument("--agreed-days", metavar="N", help="working days that were set instead of the limit")
    timescale.add_argument("--agreed-date", metavar="D", help="a reply date that was set instead of the limit")
    due.set_defaults(run=_due)

    ladder = calls.add_parser("ladder", parents=[one], help="dates for every level")
    ladder.add_argument("--start", required=True, metavar="D", help="the day on which the first level receives it")
    ladder.add_argument("--from", dest="start_level", metavar="L", help="first level used; else the first formal one")
    ladder.set_defaults(run=_ladder)

    change = calls.add_parser("change", parents=[one], help="what changes for the child require")
    change.add_argument("--change", required=True, action="append", nargs="+", metavar="ID", dest="changes")
    change.add_argument("--planned", metavar="D", help="the day on which the change is planned")
    change.set_defaults(run=_change)

    following = calls.add_parser("next", parents=[common], help="the next question, or the outcome")
    following.add_argument("--answers", metavar="FILE", help="a JSON object of answers; else standard input")
    following.add_argument("--today", metavar="D", help="the date to take as today; else today in London")
    following.set_defaults(run=_next)

    check = calls.add_parser("check", parents=[common], help="check policy files")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files to check; else the whole folder")
    check.set_defaults(run=_check)
    return parser


def _due(call: argparse.Namespace) -> int:
    library = read_library(call.policies)
    policy = library.policy(call.authority)
    level = find_level(policy, call.level)
    received = _date(call.received, "--received")
    reply = reply_date(policy, level, received, library.calendar, _timescale(call))
    result = due_result(policy, reply, library.calendar)
    lines = [f"{policy.name}, {level.name}, received {long_date(received)}"]
    lines.append(f"Reply due by {long_date(reply.due)}." if reply.due else f"No reply date. {reply.no_limit_reason}")
    if len(reply.readings) > 1:
        lines += [f"  {reading.reading}: {_long(reading.due)}" for reading in reply.readings]
    lines += [f"{kind}: {', '.join(result[kind]) or 'none stated'}" for kind in ("to", "copy", "notify")]
    lines += [f"  {day.date} {'counted' if day.counted else 'not counted'}: {day.reason}" for day in reply.ledger]
    if not reply.confirmed:
        lines.append(f"Bank holidays are announced only up to {long_date(library.calendar.announced_until)}.")
    return _print(call, result, lines)


def _ladder(call: argparse.Namespace) -> int:
    library = read_library(call.policies)
    policy = library.policy(call.authority)
    start = _date(call.start, "--start")
    ladder = climb(policy, library.national, start, library.calendar, start_level=call.start_level)
    result = ladder_result(policy, ladder)
    lines = [f"{policy.name} from {long_date(start)}"]
    lines += [f"  {row.level.name}: received {_long(row.received)}, due {_long(row.due)}" for row in ladder.levels]
    lines.append(
        f"Stated limits of the formal levels: {ladder.total_working_days} working days. "
        f"Within {ladder.cap}: {ladder.within_cap.replace('_', ' ')}."
    )
    return _print(call, result, lines)


def _change(call: argparse.Namespace) -> int:
    library = read_library(call.policies)
    policy = library.policy(call.authority)
    chosen = [name for group in call.changes for name in group]
    planned = _date(call.planned, "--planned") if call.planned is not None else None
    if planned:
        library.calendar.why_skipped(planned)
    weighed = weigh_changes(policy, library.national, chosen)
    result = change_result(policy, weighed) | {"planned": planned.isoformat() if planned else None}
    lines = [f"{item.change.ref} {item.change.label}: {', '.join(item.duties)}" for item in weighed.changes]
    if weighed.review_before_change and planned:
        lines.append(f"A review must be convened before {long_date(planned)}.")
    if weighed.is_national:
        lines.append(f"{policy.name} has no list of its own. This is the national list, as far as it is known.")
    return _print(call, result, lines)


def _next(call: argparse.Namespace) -> int:
    answers = _answers(call.answers)
    today = _date(call.today, "--today") if call.today is not None else datetime.now(ZoneInfo("Europe/London")).date()
    step = next_step(read_library(call.policies), answers, today)
    if step.problem and step.question:
        raise WrongInput(f'The answer to "{step.question.id}" is refused. {". ".join(step.problem.splitlines())}')
    print(json.dumps(step_result(step), ensure_ascii=False))
    return 0


def _check(call: argparse.Namespace) -> int:
    problems = check_files(call.files or [call.policies])
    for problem in problems:
        print(problem)
    return PROBLEMS_FOUND if problems else 0


def _answers(path: str | None) -> Any:
    try:
        text = Path(path).read_text(encoding="utf-8-sig") if path else sys.stdin.buffer.read().decode("utf-8-sig")
    except OSError:
        raise WrongInput(f"The file {path} cannot be read. Name a file of answers, or use standard input") from None
    except UnicodeDecodeError:
        raise WrongInput("The answers are not UTF-8 text. Save them as UTF-8") from None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise WrongInput('The answers are not JSON. Write an object such as {"journey": "concern"}') from None


def _timescale(call: argparse.Namespace) -> SetTimescale | None:
    if call.agreed_date is not None:
        return SetTimescale(until=_date(call.agreed_date, "--agreed-date"))
    if call.agreed_days is not None:
        if not (call.agreed_days.isascii() and call.agreed_days.isdigit()) or len(call.agreed_days) > 4:
            raise WrongInput(f"--agreed-days must be a whole number of working days, not {call.agreed_days}")
        return SetTimescale(working_days=int(call.agreed_days))
    return None


def _date(text: str, option: str) -> date:
    try:
        return read_date(text)
    except NotADate as problem:
        raise WrongInput(f"{option} is {text!r}. {problem}. Or write it as 2026-03-27") from None


def _long(day: date | None) -> str:
    return long_date(day) if day else "no date"


def _complain(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr)


def _print(call: argparse.Namespace, result: dict[str, Any], lines: list[str]) -> int:
    print(json.dumps(result, ensure_ascii=False) if call.json else "\n".join(lines))
    return 0
