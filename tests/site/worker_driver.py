"""Asking the calculator's worker directly, as its page does; and the engine in this Python, to compare."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from calculator.browser import Engine

ASK = """(requests) => new Promise((resolve, reject) => {
  const worker = new Worker("/assets/calculator-worker.js", { type: "module" });
  const stages = [];
  const replies = {};
  const rests = {};
  worker.addEventListener("error", (event) => reject(new Error(event.message)));
  worker.addEventListener("message", ({ data }) => {
    if (data.kind === "failure") reject(new Error(`${data.reason} ${data.detail}`));
    if (data.kind === "stage") stages.push(data.stage);
    if (data.kind === "reply") replies[data.id] = JSON.parse(data.reply);
    if (data.kind === "rest") rests[data.id] = JSON.parse(data.rest);
    const isWhole = (id) => id in replies && (!replies[id].outcome || id in rests);
    const ids = requests.map((_, id) => id);
    if (ids.every(isWhole)) resolve({ stages, replies: ids.map((id) => [replies[id], rests[id] ?? null]) });
  });
  requests.forEach((request, id) => worker.postMessage({ id, call: "step", request }));
})"""


def ask_worker(page: Page, requests: list[str]) -> tuple[list[str], list[list[Any]]]:
    """Start a worker and ask it; returns the stages that it told of, and in order its replies, each with its rest."""
    told = page.evaluate(ASK, requests)
    return told["stages"], told["replies"]


def ask_engine(engine: Engine, request: str) -> list[Any]:
    """What the engine replies, with the rest; null where there is none."""
    reply, rest = engine.step(request), engine.rest()
    return [json.loads(reply), json.loads(rest) if rest else None]
