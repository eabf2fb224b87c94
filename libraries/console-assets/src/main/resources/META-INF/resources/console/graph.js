// Lights up the drawing of a state machine: each state by how it stands, each edge by whether it was taken.
import { countText, timeText } from './page.js';

export const WORDS = {
  NEVER_ENTERED: 'never entered', ENTERED: 'at work', WAITING: 'waiting', RETRYING: 'to be tried again', SUCCEEDED: 'succeeded',
  CAUGHT: 'failed, caught', FAILED: 'failed', ABORTED: 'given up', UNDONE: 'undone',
};

/** What a person reads of a state that goes on: how long, until when, which attempt. */
export function standing(status, { attempt = 0, since = 0, until = 0, next = 0, items = 0, itemsDone = 0 } = {}, now = Date.now()) {
  const parts = [WORDS[status] ?? status];
  const left = at => countText(at - now);
  if (status === 'RETRYING') {
    parts[0] = 'retrying';
    parts.push(`attempt ${attempt}`);
    parts.push(next > now ? `next in ${left(next)}` : 'now');
  } else if (status === 'WAITING' || status === 'ENTERED') {
    if (since) parts.push(`for ${countText(now - since, Math.floor)}`);
    if (until > now) parts.push(`${left(until)} left`, `until ${timeText(until)}`);
    if (attempt > 1) parts.push(`attempt ${attempt}`);
  }
  if (items) parts.push(`${itemsDone} of ${items} items`);
  return parts.join(' · ');
}

/** A drawing in a page. */
export class Graph {
  #states = new Map();
  #edges = new Map();
  #shown = new Map();

  /**
   * @param svg the drawing, with an id `state-N` and `edge-N` for each state and edge
   * @param choose called with a state's number when a person chooses it; without it nothing can be chosen
   */
  constructor(svg, choose) {
    this.svg = svg;
    svg.style.setProperty('--natural', `${svg.getAttribute('width')}px`);
    svg.setAttribute('role', 'group');
    svg.setAttribute('aria-label', 'The states, each with how it stands');
    for (const node of svg.querySelectorAll('g.state[id*="state-"]')) {
      const number = Number(node.id.slice(node.id.lastIndexOf('-') + 1));
      this.#states.set(number, node);
      if (!choose) continue;
      node.setAttribute('tabindex', this.#states.size === 1 ? '0' : '-1');
      node.setAttribute('role', 'button');
      node.addEventListener('click', event => { event.stopPropagation(); choose(number); });
      node.addEventListener('keydown', event => this.#key(event, number, choose));
    }
    for (const node of svg.querySelectorAll('g.edge[id*="edge-"]')) {
      this.#edges.set(Number(node.id.slice(node.id.lastIndexOf('-') + 1)), node);
    }
    for (const number of this.#states.keys()) this.state(number, 'NEVER_ENTERED', WORDS.NEVER_ENTERED);
  }

  name(number) { return this.#states.get(number)?.dataset.state ?? ''; }

  type(number) { return this.#states.get(number)?.dataset.type ?? ''; }

  numbers() { return [...this.#states.keys()]; }

  /** Shows how a state stands, in colour and in words. */
  state(number, status, words) {
    const node = this.#states.get(number);
    const key = `${status} ${words}`;
    if (!node || this.#shown.get(number) === key) return;
    this.#shown.set(number, key);
    node.dataset.status = status;
    node.setAttribute('aria-label', `${node.dataset.state}, ${words}`);
    this.#badge(node, status, words);
  }

  /** Shows how often an edge was taken. */
  edge(number, times) {
    const node = this.#edges.get(number);
    if (node) node.classList.toggle('taken', times > 0);
  }

  /** Says at a state how many findings there are. */
  mark(number, count, wrong) {
    const node = this.#states.get(number);
    node.removeAttribute('data-status');
    node.setAttribute('aria-label', `${node.dataset.state}, ${count} finding${count === 1 ? '' : 's'}`);
    const shape = node.querySelector('.shape');
    if (!count || !shape) return;
    const box = shape.getBBox();
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    mark.setAttribute('class', `badge finding-mark${wrong ? ' wrong' : ''}`);
    mark.append(svg('circle', { cx: box.x + box.width, cy: box.y, r: 9 }), svg('text', { x: box.x + box.width, y: box.y + 3.8, class: 'badge-sign' }, String(count)));
    node.append(mark);
  }

  /** Shows a way by the names of its states; none for no way. */
  way(names) {
    const by = new Map([...this.#states].map(([number, node]) => [node.dataset.state, number]));
    const steps = new Set(names.slice(1).map((name, i) => `${by.get(names[i])} ${by.get(name)}`));
    for (const [, node] of this.#states) node.classList.toggle('off-way', names.length > 0 && !names.includes(node.dataset.state));
    for (const [, node] of this.#edges) node.classList.toggle('taken', steps.has(`${node.dataset.from} ${node.dataset.to}`));
  }

  /** Marks the state that is looked at. */
  choose(number) {
    for (const [each, node] of this.#states) {
      node.classList.toggle('chosen', each === number);
      if (node.getAttribute('role') === 'button') {
        node.setAttribute('aria-pressed', String(each === number));
        node.setAttribute('tabindex', each === number || (number === undefined && each === this.numbers()[0]) ? '0' : '-1');
      }
    }
  }

  /** One stop for the tab key; arrows go from state to state, as they stand. */
  #key(event, number, choose) {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      choose(number);
      return;
    }
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...this.#states.values()].map(node => ({ node, box: node.getBoundingClientRect() }))
      .sort((a, b) => a.box.top - b.box.top || a.box.left - b.box.left);
    const at = all.findIndex(each => each.node === this.#states.get(number));
    const to = all[(at + step + all.length) % all.length].node;
    for (const { node } of all) node.setAttribute('tabindex', node === to ? '0' : '-1');
    to.focus();
  }

  /** A sign at the state's corner, so that no colour is needed; and a line below for what goes on. */
  #badge(node, status, words) {
    node.querySelector('.badge')?.remove();
    const shape = node.querySelector('.shape');
    if (status === 'NEVER_ENTERED' || !shape) return;
    const box = shape.getBBox();
    const badge = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    badge.setAttribute('class', 'badge');
    badge.setAttribute('aria-hidden', 'true');
    const sign = { ENTERED: '▶', WAITING: '◔', RETRYING: '↻', SUCCEEDED: '✓', CAUGHT: '↷', FAILED: '✕', ABORTED: '■', UNDONE: '↩' }[status] ?? '';
    badge.append(svg('circle', { cx: box.x + box.width, cy: box.y, r: 8 }), svg('text', { x: box.x + box.width, y: box.y + 3.8, class: 'badge-sign' }, sign));
    if (status === 'WAITING' || status === 'RETRYING' || (status === 'ENTERED' && words.includes('·'))) {
      // The picture says the shorter half; all of it is in the state's name and its details.
      const text = words.replace(/^(waiting|at work|retrying) · /, '').replace(/ · until .*?(?= · |$)/, '');
      const width = text.length * 6.1 + 12;
      const view = this.svg.viewBox.baseVal;
      const half = width / 2;
      const x = view.width > width ? Math.max(view.x + half, Math.min(view.x + view.width - half, box.x + box.width / 2)) : box.x + box.width / 2;
      badge.append(
        svg('rect', { x: x - width / 2, y: box.y + box.height - 5, width, height: 16, rx: 8, class: 'badge-line' }),
        svg('text', { x, y: box.y + box.height + 7, class: 'badge-words' }, text));
    }
    node.append(badge);
  }
}

function svg(name, attributes, text) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}
