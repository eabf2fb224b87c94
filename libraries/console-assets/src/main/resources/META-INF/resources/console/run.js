// A run's page: the graph lit up as it goes, the scrubber, the timeline, the events, a state's attempts.
import { countText, durationText, element, exactTime, listen, localTimes, timeText } from './page.js';
import { Graph, WORDS, standing } from './graph.js';
import { History } from './history.js';
import { Player } from './player.js';
import { Timeline } from './timeline.js';
import { Events } from './events.js';
import { Attempts } from './attempts.js';
import { foldAll } from './json.js';

const ENDED = { SUCCEEDED: 'succeeded', FAILED: 'failed', TIMED_OUT: 'timed out', ABORTED: 'aborted', RUNNING: 'running', PENDING_REDRIVE: 'pending redrive' };

const BEING_UNDONE = 1;
const TO_BE_UNDONE = 2;

class Run {
  constructor(root, alone) {
    this.root = root;
    this.alone = alone;
    this.address = root.dataset.run;
    this.csrf = root.dataset.csrf;
    this.faults = root.dataset.faults;
    this.kinds = JSON.parse(root.dataset.kinds || '[]');
    this.history = new History();
    const chosen = new URLSearchParams(location.search);
    this.state = alone && chosen.has('state') ? Number(chosen.get('state')) : undefined;
    this.wantedEvent = alone && chosen.has('at') ? Number(chosen.get('at')) : null;
    this.graph = new Graph(root.querySelector('svg.saga-picture'), number => this.choose(number));
    const names = number => (number < 0 ? '' : this.graph.name(number));
    this.player = new Player(root.querySelector('.player'), this.history, at => this.at(at));
    const bars = root.querySelector('.bars');
    this.timeline = bars && new Timeline(bars, this.history, names, number => this.choose(number));
    const rows = root.querySelector('.rows');
    this.events = rows && new Events(rows, this.history, names, this.address, id => { this.player.pause(); this.player.go(id); });
    this.attempts = new Attempts(root.querySelector('.state-detail'), this);
    for (const link of root.querySelectorAll('.all-states a')) {
      link.addEventListener('click', event => {
        event.preventDefault();
        this.choose(Number(link.closest('tr').dataset.row));
      });
    }
    foldAll(root);
    if (this.state === undefined) this.attempts.clear();
    this.#start();
    setInterval(() => { if (this.history.status === 'RUNNING' && this.player.at === null) { this.draw(); this.undone(); } }, 1000);
  }

  async #start() {
    try {
      const answer = await fetch(`${this.address}/run.json`);
      if (answer.ok) this.take(await answer.json());
    } catch { /* the stream says that nobody answers, and brings all of it */ }
    if (this.wantedEvent) this.player.go(this.wantedEvent);
    if (this.state !== undefined) this.choose(this.state);
    listen(() => `${this.address}/live?since=${this.history.last}`, { run: news => this.take(news) });
  }

  take(news) {
    const before = this.history.status;
    const known = this.history.last;
    this.history.add(news);
    this.player.refresh();
    this.draw();
    this.facts(known > 0 && before !== this.history.status);
    this.undone();
    if (this.events) this.events.draw(this.player.at);
    if (this.state !== undefined && known > 0) this.attempts.show(this.state);
  }

  /** Shows the picture as of an event; null for what goes on. */
  at(event) {
    this.draw();
    if (this.events) this.events.draw(event);
    this.link();
  }

  draw() {
    const { history, graph } = this;
    const at = this.player.at;
    const then = at === null ? null : history.asOf(at);
    if (then === null) {
      history.states.forEach((state, number) => graph.state(number, state.status, standing(state.status, state)));
      history.taken.forEach((times, number) => graph.edge(number, times));
    } else {
      then.states.forEach((status, number) => graph.state(number, history.statuses[status], WORDS[history.statuses[status]]));
      then.taken.forEach((times, number) => graph.edge(number, times));
    }
    if (this.shownChoice !== this.state) {
      graph.choose(this.state);
      this.shownChoice = this.state;
    }
    const states = then?.states;
    this.stateRows ??= [...this.root.querySelectorAll('tr[data-row]')];
    for (const row of this.stateRows) {
      const number = Number(row.dataset.row);
      const status = states ? history.statuses[states[number]] : history.states[number]?.status;
      const mark = row.querySelector('.status');
      if (status && mark.dataset.status !== status) {
        mark.dataset.status = status;
        mark.textContent = WORDS[status];
      }
    }
    this.timeline?.draw(at);
  }

  choose(number) {
    this.state = number;
    this.graph.choose(number);
    this.attempts.show(number);
    const title = this.root.querySelector('#detail-title');
    if (title) title.textContent = this.graph.name(number);
    this.link();
  }

  /** The address says what is looked at, so that it can be sent. */
  link() {
    if (!this.alone) return;
    const at = new URL(location.href);
    const set = (name, value) => (value === undefined || value === null ? at.searchParams.delete(name) : at.searchParams.set(name, value));
    set('state', this.state);
    set('at', this.player.at);
    if (at.href !== location.href) history.replaceState(null, '', at);
  }

  facts(changed) {
    const { history } = this;
    const status = this.root.querySelector('.run-status .status');
    if (status && status.dataset.status !== history.status) {
      status.dataset.status = history.status;
      status.textContent = ENDED[history.status];
    }
    const took = this.root.querySelector('.run-took');
    if (took && history.ended && history.status !== 'RUNNING') took.textContent = `took ${durationText(history.ended - history.started)}`;
    const stop = this.root.querySelector('form.stop');
    if (stop) stop.hidden = history.status !== 'RUNNING';
    const redrive = this.root.querySelector('form.redrive');
    if (redrive) redrive.hidden = !history.redrivable;
    if (changed) {
      if (this.alone) document.title = document.title.replace(/· [a-z ]+ ·/, `· ${ENDED[history.status]} ·`);
      this.result();
    }
  }

  /** The run has ended: its output and error come with the page. */
  async result() {
    try {
      const fresh = new DOMParser().parseFromString(await (await fetch(this.address)).text(), 'text/html');
      for (const part of ['.run-error', '.data']) {
        const here = this.root.querySelector(part);
        const there = fresh.querySelector(part);
        if (here && there) here.replaceChildren(...there.childNodes);
      }
      foldAll(this.root);
      localTimes(this.root);
    } catch { /* a reload shows it */ }
  }

  undone() {
    const section = this.root.querySelector('.undone');
    if (!section) return;
    const { history } = this;
    const state = visit => history.visits[visit]?.state;
    section.hidden = !history.undone.length && !history.leftOver.length;
    for (const place of section.querySelectorAll('[data-retry-of]')) place.textContent = this.#retry(Number(place.dataset.retryOf));
    // A list that says the same stays: whoever stands on a button of it is not thrown off.
    const key = JSON.stringify([history.undone, history.leftOver]);
    if (key === this.undoneKey) return;
    this.undoneKey = key;
    const items = (list, found) => list.replaceChildren(...(found.length ? found : [element('li', {}, 'nothing')]));
    items(section.querySelector('.undone-list'), history.undone.map(([done, undo, event]) => element('li', {},
      this.#stateButton(state(done)), element('span', { class: 'by' }, ' undone by '), this.#stateButton(state(undo)),
      element('span', { class: 'hint', title: exactTime(history.time(event)) }, ` ${timeText(history.time(event))}`))));
    items(section.querySelector('.left-list'), history.leftOver.map(([number, outlook, undo]) => element('li', {},
      this.#stateButton(number), ...this.#outlook(outlook, undo))));
  }

  /** What is to become of what still stands. */
  #outlook(outlook, undo) {
    if (outlook === TO_BE_UNDONE) return [element('span', { class: 'by' }, ' still to be undone')];
    if (outlook !== BEING_UNDONE) return [];
    return [element('span', { class: 'by' }, ' being undone by '), this.#stateButton(undo),
      element('span', { class: 'hint', 'data-retry-of': undo }, this.#retry(undo))];
  }

  #retry(undo) {
    const { attempt, next, status } = this.history.states[undo];
    return status === 'RETRYING' ? ` (attempt ${attempt}, next ${next > Date.now() ? `in ${countText(next - Date.now())}` : 'now'})` : '';
  }

  #stateButton(number) {
    const button = element('button', { type: 'button', class: 'plain' }, this.graph.name(number));
    button.addEventListener('click', () => this.choose(number));
    return button;
  }
}

const roots = [...document.querySelectorAll('[data-run]')];
for (const root of roots) root.consoleRun = new Run(root, roots.length === 1);
