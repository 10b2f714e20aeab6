// @ts-check
// The page's side of the worker that runs the Python engine, and the shapes of what the engine returns
// (calculator/results.py and calculator/result_blocks.py make them).

/**
 * @typedef {{ date: string, text: string }} ShownDate ISO form, and as readers see it
 * @typedef {{ label: string, address: string }} Citation The address counts from the site's root
 * @typedef {{ id: string, label: string, hint: string | null, group: string | null, words: string[],
 *   excludes_others: boolean }} Option
 * @typedef {{ id: string, kind: "one" | "many" | "date" | "dates", text: string, why: string, hint: string | null,
 *   options: Option[], usually_past: boolean, citations: Citation[], short_forms: string[] }} Question
 * @typedef {{ id: string, text: string, why: string, values: string[], shown: string[], is_date: boolean,
 *   is_assumed: boolean }} Answered
 * @typedef {{ parts: (string | ShownDate)[], citations: Citation[] }} Line
 * @typedef {{ kind: "lines", title: string | null, lines: Line[], ordered: boolean }} Lines
 * @typedef {{ kind: "due", label: string, due: ShownDate | null, notes: Line[] }} Due
 * @typedef {{ kind: "posts", recipients: string, label: string, posts: Line[], notes: Line[],
 *   none: string }} Posts
 * @typedef {{ number: number, mark: "received" | "counted" | "due" | "skipped" | "outside", text: string }} MonthDay
 * @typedef {{ title: string, weeks: (MonthDay | null)[][] }} Month
 * @typedef {{ kind: "days", days: { date: ShownDate, counted: boolean, reason: string }[], months: Month[] }} Days
 * @typedef {{ event: "received" | "due" | "replied" | "late" | "today", parts: Line["parts"] }} RungEvent
 * @typedef {{ name: string, state: "passed" | "now" | "next", limit: string, events: RungEvent[] }} Rung
 * @typedef {{ kind: "rungs", rungs: Rung[] }} Rungs
 * @typedef {{ kind: "gauge", used: number, at_due: number | null, total: number, lines: Line[] }} Gauge
 * @typedef {{ received: ShownDate, count: number, due: ShownDate | null, standing: string }} ReplyRow
 * @typedef {{ kind: "replies", rows: ReplyRow[] }} Replies
 * @typedef {{ kind: "flag", ref: string, title: string, text: string, readings: Line[], treatment: string,
 *   address: string }} Flag
 * @typedef {Lines | Due | Posts | Days | Rungs | Gauge | Replies | Flag} Block
 * @typedef {{ id: string, title: string, folded: boolean, on_paper: boolean, blocks: Block[] }} Section
 * @typedef {{ source: string, subject: string, body: Line["parts"][], text: string, forms: string[],
 *   case_notes: string[] }} MessagePack
 * @typedef {{ text: string, message: MessagePack | null, calendar: string | null }} TakeAway
 * @typedef {{ sections: Section[], take_away: TakeAway }} Rest What stands below the answer
 * @typedef {{ status: string, headline: string, headline_parts: Line["parts"], sections: Section[],
 *   stamp: Record<string, string[]>, rest: Promise<Rest | null> }} Outcome The rest is null where the engine failed
 * @typedef {{ message: string, part: string | null }} Problem Each line of the message is one thing to mend
 * @typedef {{ number: number, of: number, title: string }} Position In which part of its journey a question stands
 * @typedef {{ question?: Question, outcome?: Outcome, problem?: Problem, position?: Position, answers: Answered[],
 *   ignored: string[], edition: string | null, since: string[] }} Step
 * @typedef {{ verdict: "right" | "partly right" | "not right", section: Section & { blocks: Lines[] } }} Mark
 * @typedef {{ part: string, message: string, field: string | null }} PartProblem
 * @typedef {{ summary: string, marks: Mark[] } | { problems: PartProblem[] }} Marking
 */

/**
 * What the worker says. A reply that holds an outcome is followed by its rest.
 * @typedef {{ kind: "stage", stage: keyof typeof STAGES }
 *   | { kind: "ready" }
 *   | { kind: "reply", id: number, reply: string }
 *   | { kind: "rest", id: number, rest: string }
 *   | { kind: "failure", reason: string, detail: string }} WorkerMessage
 */

/**
 * What the page wants to know.
 * @typedef {{ stage: (text: string) => void, slow: (text: string) => void, ready: () => void,
 *   failure: (failure: EngineFailure) => void }} Listener
 */

const STAGES = {
  python: "Starting the calculator: loading Python …",
  rules: "Starting the calculator: loading the rules …",
  procedure: "Loading the authority's procedure …",
};
const SLOW_AFTER = 10_000;
const GIVEN_UP_AFTER = 30_000;

/** The engine cannot answer; the message says why in plain words, `detail` for whoever looks after the site. */
export class EngineFailure extends Error {
  name = "EngineFailure";

  /**
   * @param {string} message
   * @param {string} [detail]
   */
  constructor(message, detail = "") {
    super(message);
    this.detail = detail;
  }
}

export class Engine {
  /** @type {Worker | null} */
  #worker = null;
  #isReady = false;
  #lastId = 0;
  /** @type {Map<number, { resolve: (reply: any) => void, reject: (failure: EngineFailure) => void }>} */
  #waiting = new Map();
  /** @type {number[]} */
  #timers = [];

  /**
   * @param {Listener} listener
   * @param {import("./calculator-start.js").EarlyWorker | null} [early] - a worker for the first start
   */
  constructor(listener, early = null) {
    this.listener = listener;
    this.early = early;
  }

  /** Start Python, afresh if it was started before. */
  start() {
    this.#stop(new EngineFailure("The calculator was started again."));
    if (typeof WebAssembly === "undefined") {
      this.#fail(new EngineFailure("WebAssembly is switched off in this browser. The calculator cannot run without it."));
      return;
    }
    this.listener.stage(STAGES.python);
    const { early } = this;
    this.early = null;
    try {
      this.#worker = early?.worker ?? new Worker(new URL("calculator-worker.js", import.meta.url), { type: "module" });
    } catch (error) {
      this.#fail(new EngineFailure("This browser does not let the calculator start.", String(error)));
      return;
    }
    this.#worker.addEventListener("message", (event) => this.#hear(event.data));
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#fail(new EngineFailure("The calculator could not start. A file may be missing, blocked or sent with a wrong type.", event.message ?? ""));
    });
    this.#watch();
    if (early) this.#catchUp(early);
  }

  /**
   * Hear what an early worker has said, once the page has put its first question; up to its failure, if it failed.
   * @param {import("./calculator-start.js").EarlyWorker} early
   */
  #catchUp({ worker, heard, stopHearing }) {
    queueMicrotask(() => {
      stopHearing.abort();
      for (const event of heard) {
        if (this.#worker === worker) worker.dispatchEvent(event);
      }
    });
  }

  /**
   * Ask what comes next; may be called before Python is ready, and starts it again after a failure.
   * @param {Record<string, string | string[]>} answers
   * @param {string} today - in Europe/London, as YYYY-MM-DD
   * @param {string | null} wanted - the id of a question to put although it has an answer
   * @returns {Promise<Step>} rejected with an EngineFailure of which the listener has been told
   */
  ask(answers, today, wanted) {
    return this.#call("step", { answers, today, ask: wanted });
  }

  /**
   * Have the answers of a reader to a scenario marked; otherwise as `ask`.
   * @param {{ answers: Record<string, string[]>, today: string }} scenario
   * @param {Record<string, string[]>} given - what the reader answered, by part
   * @returns {Promise<Marking>}
   */
  mark(scenario, given) {
    return this.#call("mark", { ...scenario, given });
  }

  /**
   * Have an authority's procedure loaded before an answer needs it.
   * @param {string} authority - the id
   */
  prepare(authority) {
    this.#worker?.postMessage({ authority });
  }

  /**
   * @param {"step" | "mark"} call - the method of `calculator.browser.Engine`
   * @param {object} request
   * @returns {Promise<any>}
   */
  #call(call, request) {
    if (!this.#worker) this.start();
    if (!this.#worker) return Promise.reject(new EngineFailure("The calculator is not running."));
    const id = ++this.#lastId;
    const reply = this.#wait(id);
    this.#worker.postMessage({ id, call, request: JSON.stringify(request) });
    if (this.#isReady) this.#watch();
    return reply;
  }

  /**
   * @param {number} id
   * @returns {Promise<any>} what is heard next about a request
   */
  #wait(id) {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /**
   * @param {number} id
   * @param {Step | Marking | Rest} heard
   */
  #settle(id, heard) {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if ("outcome" in heard && heard.outcome) {
      heard.outcome.rest = this.#wait(id).catch(() => null);
      this.#watch();
    }
    asked?.resolve(heard);
    if (this.#waiting.size === 0) this.#unwatch();
  }

  /** @param {WorkerMessage} message */
  #hear(message) {
    switch (message.kind) {
      case "stage":
        this.listener.stage(STAGES[message.stage]);
        return;
      case "ready":
        this.#isReady = true;
        if (this.#waiting.size > 0) this.#watch();
        else this.#unwatch();
        this.listener.ready();
        return;
      case "reply":
        this.#reply(message.id, JSON.parse(message.reply));
        return;
      case "rest":
        this.#settle(message.id, JSON.parse(message.rest));
        return;
      case "failure":
        this.#fail(new EngineFailure(message.reason, message.detail));
    }
  }

  /**
   * @param {number} id
   * @param {Step | Marking | { malformed: string }} reply
   */
  #reply(id, reply) {
    if ("malformed" in reply) {
      this.#fail(new EngineFailure("The answers in the address cannot be read.", reply.malformed));
      return;
    }
    this.#settle(id, reply);
  }

  /** @param {EngineFailure} failure */
  #fail(failure) {
    this.#stop(failure);
    this.listener.failure(failure);
  }

  /** @param {EngineFailure} failure */
  #stop(failure) {
    this.#unwatch();
    this.#worker?.terminate();
    this.#worker = null;
    this.#isReady = false;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const asked of waiting) asked.reject(failure);
  }

  /** Say so when nothing is heard. The worker goes on: on a slow line it may still get there. */
  #watch() {
    this.#unwatch();
    this.#timers = [
      window.setTimeout(() => this.listener.slow("This takes longer than usual. You can go on waiting."), SLOW_AFTER),
      window.setTimeout(() => {
        this.listener.failure(new EngineFailure("The calculator has not answered for 30 seconds. It goes on trying."));
      }, GIVEN_UP_AFTER),
    ];
  }

  #unwatch() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
  }
}
