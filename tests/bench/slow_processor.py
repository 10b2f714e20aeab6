"""A browser whose pages get only a part of the processor.

The browser's own slow-down (`Emulation.setCPUThrottlingRate`) holds up the page's main thread and refuses workers:
"Operation is only supported for pages, not workers". It would slow down Pyodide and PyScript, which run in the page,
and spare this site, whose Python runs in a worker. So the whole process of the page is stopped and continued instead,
which holds up every thread alike.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Browser, Page

PERIOD = 0.02

BUSY_LOOP = """
const loop = () => {
  const start = performance.now();
  let sum = 0;
  for (let i = 0; i < 6e7; i++) sum += i % 7;
  return performance.now() - start;
};
"""
MEASURE_THREADS = f"""async () => {{
  {BUSY_LOOP}
  const code = {BUSY_LOOP!r} + "postMessage(loop())";
  const worker = new Worker(URL.createObjectURL(new Blob([code], {{ type: "text/javascript" }})));
  const inWorker = await new Promise((done) => {{ worker.onmessage = (event) => done(event.data); }});
  worker.terminate();
  return [loop(), inWorker];
}}"""


def busy_loops(page: Page) -> list[float]:
    """Return how long a fixed amount of work takes, in milliseconds: in the page, and in a worker."""
    times: list[float] = page.evaluate(MEASURE_THREADS)
    return times


@contextmanager
def slowed(browser: Browser, rate: int) -> Iterator[None]:
    """Let the processes of the browser's pages, as they are now, run for one part in `rate` of the time."""
    if rate == 1:
        yield
        return
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    pages = [process["id"] for process in processes if process["type"] == "renderer"]
    session.detach()
    over = threading.Event()
    thread = threading.Thread(target=_hold_up, args=(pages, rate, over))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _hold_up(processes: list[int], rate: int, over: threading.Event) -> None:
    try:
        while not over.is_set():
            _send(processes, signal.SIGSTOP)
            time.sleep(PERIOD * (rate - 1) / rate)
            _send(processes, signal.SIGCONT)
            time.sleep(PERIOD / rate)
    finally:
        _send(processes, signal.SIGCONT)


def _send(processes: list[int], which: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, which)
