"""Asking the calculator's worker directly, as its page does."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Browser, Page

ASK = """(requests) => new Promise((resolve, reject) => {
  const worker = new Worker("/assets/calculator-worker.js", { type: "module" });
  const stages = [];
  const replies = [];
  worker.addEventListener("error", (event) => reject(new Error(event.message)));
  worker.addEventListener("message", ({ data }) => {
    if (data.kind === "failure") reject(new Error(`${data.reason} ${data.detail}`));
    if (data.kind === "stage") stages.push(data.stage);
    if (data.kind === "reply") replies[data.id] = data.reply;
    if (Object.keys(replies).length === requests.length) resolve({ stages, replies });
  });
  requests.forEach((request, id) => worker.postMessage({ id, call: "step", request }));
})"""


OWN_WORKERS = "delete window.SharedWorker"
"""Run in a page before its scripts: nothing can come between a kept worker and the server."""


def ask_worker(page: Page, requests: list[str]) -> tuple[list[str], list[Any]]:
    """Start a worker and ask it; returns the stages that it told of, and its replies in order."""
    told = page.evaluate(ASK, requests)
    return told["stages"], [json.loads(reply) for reply in told["replies"]]


def use_own_workers(page: Page) -> Page:
    """Have each page start a worker of its own, as in browsers that keep none; returns the page."""
    page.context.add_init_script(OWN_WORKERS)
    return page


def kept_workers(browser: Browser) -> list[str]:
    """Return the targets of the workers that the browser keeps for the pages to come."""
    session = browser.new_browser_cdp_session()
    targets = session.send("Target.getTargets", {"filter": [{"type": "shared_worker"}]})["targetInfos"]
    session.detach()
    return [target["targetId"] for target in targets]


def end_kept_workers(browser: Browser) -> None:
    """End them now, as the browser does by itself some time after the last page."""
    session = browser.new_browser_cdp_session()
    for target in kept_workers(browser):
        session.send("Target.closeTarget", {"targetId": target})
    session.detach()
