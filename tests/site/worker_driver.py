"""Asking the calculator's worker directly, as its page does."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

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


def ask_worker(page: Page, requests: list[str]) -> tuple[list[str], list[Any]]:
    """Start a worker and ask it; returns the stages that it told of, and its replies in order."""
    told = page.evaluate(ASK, requests)
    return told["stages"], [json.loads(reply) for reply in told["replies"]]
