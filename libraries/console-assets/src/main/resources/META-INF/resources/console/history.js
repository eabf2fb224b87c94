// A run as the browser knows it: columns of numbers that grow, and the picture as of any event.

const CHECKPOINT = 500;

/** The history of a run; it grows by what the console tells. */
export class History {
  last = 0;
  status = 'RUNNING';
  started = 0;
  ended = null;
  statuses = [];
  states = [];
  taken = [];
  times = [];
  types = [];
  ofState = [];
  typeNames = [];
  changes = [];
  visits = [];
  undone = [];
  leftOver = [];
  #marks = [];

  /** Takes in what came after the last event that is known; false where something is missing in between. */
  add(news) {
    if (news.since > this.last) return false;
    this.status = news.status;
    this.started = news.started;
    this.ended = news.ended;
    this.redrivable = news.redrivable;
    this.statuses = news.statuses;
    this.states = news.states.map(([status, attempt, since, until, next, items, itemsDone, visits]) => (
      { status: news.statuses[status], attempt, since, until, next, items, itemsDone, visits }));
    this.taken = news.taken;
    this.undone = news.undone;
    this.leftOver = news.leftOver;
    const skip = this.last - news.since;
    const names = news.types.map(name => {
      const known = this.typeNames.indexOf(name);
      return known >= 0 ? known : this.typeNames.push(name) - 1;
    });
    for (let i = skip; i < news.events.times.length; i++) {
      this.times.push(news.events.times[i]);
      this.types.push(names[news.events.types[i]]);
      this.ofState.push(news.events.states[i]);
    }
    for (let i = 0; i < news.changes.length; i += 3) {
      if (news.changes[i] > this.last) this.changes.push(news.changes[i], news.changes[i + 1], news.changes[i + 2]);
    }
    for (const [number, state, status, entered, ended, enteredBy, leftBy, attempts, within, iteration, undoneBy] of news.visits) {
      this.visits[number] = { number, state, status: news.statuses[status], entered, ended, enteredBy, leftBy, attempts, within, iteration, undoneBy };
    }
    this.last = Math.max(this.last, news.last);
    return true;
  }

  type(event) { return this.typeNames[this.types[event - 1]] ?? ''; }

  time(event) { return this.times[event - 1] ?? this.started; }

  /** How each state stands, and how often each edge was taken, as of an event. */
  asOf(event) {
    const count = this.changes.length / 3;
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.changes[middle * 3] <= event) low = middle + 1; else high = middle;
    }
    const mark = Math.min(Math.floor(low / CHECKPOINT), this.#marks.length);
    const from = mark === 0 ? this.#blank() : this.#marks[mark - 1];
    const now = { states: from.states.slice(), taken: from.taken.slice() };
    for (let i = mark * CHECKPOINT; i < low; i++) {
      this.#apply(now, i);
      if ((i + 1) % CHECKPOINT === 0 && this.#marks.length === (i + 1) / CHECKPOINT - 1) {
        this.#marks.push({ states: now.states.slice(), taken: now.taken.slice() });
      }
    }
    return now;
  }

  /** The next event, before or after one, with which the picture changes. */
  step(event, direction) {
    if (direction > 0) {
      for (let i = 0; i < this.changes.length; i += 3) if (this.changes[i] > event) return this.changes[i];
      return this.last;
    }
    for (let i = this.changes.length - 3; i >= 0; i -= 3) if (this.changes[i] < event) return this.changes[i];
    return 1;
  }

  #blank() {
    return { states: new Uint8Array(this.states.length), taken: new Uint32Array(this.taken.length) };
  }

  #apply(now, change) {
    const what = this.changes[change * 3 + 1];
    if (what >= 0) now.states[what] = this.changes[change * 3 + 2]; else now.taken[-1 - what]++;
  }
}
