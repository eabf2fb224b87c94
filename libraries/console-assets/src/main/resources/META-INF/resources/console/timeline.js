// Bars for the visits to each state over time; idle time is compressed.
import { durationText, element, exactTime } from './page.js';

const ROW = 24;

/** Where each moment stands between 0 and 1, with long pauses drawn short. */
export function axis(times, end) {
  const points = [...new Set(times)].sort((a, b) => a - b);
  if (!points.length) points.push(end);
  if (end > points[points.length - 1]) points.push(end);
  const gaps = [];
  for (let i = 1; i < points.length; i++) gaps.push(points[i] - points[i - 1]);
  const sum = gaps.reduce((all, gap) => all + Math.min(gap, 10000), 0);
  const limit = Math.max(100, sum / 8);
  const at = [0];
  const pauses = [];
  for (let i = 0; i < gaps.length; i++) {
    const width = Math.min(gaps[i], limit);
    if (gaps[i] > limit * 1.5) pauses.push({ from: at[i], to: at[i] + width, millis: gaps[i] });
    at.push(at[i] + width);
  }
  const total = at[at.length - 1] || 1;
  return {
    pauses: pauses.map(pause => ({ ...pause, from: pause.from / total, to: pause.to / total })),
    place(time) {
      let low = 0;
      let high = points.length - 1;
      if (time <= points[0]) return 0;
      if (time >= points[high]) return 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (points[middle] <= time) low = middle; else high = middle;
      }
      const gap = points[high] - points[low];
      return (at[low] + (gap ? (time - points[low]) / gap : 0) * (at[high] - at[low])) / total;
    },
  };
}

function bar(paint, x, row, w, width) {
  paint.beginPath();
  paint.roundRect(Math.min(x, width - 3), row * ROW + 5, Math.max(3, w), ROW - 10, 3);
  paint.fill();
}

/** The timeline of a run. */
export class Timeline {
  constructor(place, history, names, choose) {
    this.history = history;
    this.names = names;
    this.choose = choose;
    this.labels = element('div', { class: 'labels', role: 'list' });
    this.canvas = element('canvas', { role: 'img', 'aria-label': 'Timeline' });
    this.note = element('p', { class: 'hint' });
    this.tip = element('div', { class: 'tip', 'aria-hidden': 'true', hidden: '' });
    place.replaceChildren(element('div', { class: 'chart' }, this.labels, element('div', { class: 'plot' }, this.canvas, this.tip)), this.note);
    new ResizeObserver(() => this.draw()).observe(this.canvas.parentElement);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    this.canvas.addEventListener('pointermove', event => this.#point(event));
    this.canvas.addEventListener('pointerleave', () => { this.tip.hidden = true; });
    this.canvas.addEventListener('click', event => {
      const state = this.rows?.[Math.floor(event.offsetY / ROW)];
      if (state !== undefined) this.choose(state);
    });
  }

  /** Draws it as of an event; null for what goes on. */
  draw(at = this.at) {
    this.at = at;
    const { history } = this;
    if (!history.last) return;
    const now = history.ended ?? Date.now();
    const width = this.canvas.parentElement.clientWidth;
    const dots = devicePixelRatio || 1;
    const style = getComputedStyle(this.canvas);
    const tone = name => style.getPropertyValue(`--${name}`).trim();
    // All bars are drawn once; the scrubber moves a line over them, and what comes after it is left out.
    const key = `${history.last} ${Math.floor(now / 1000)} ${width} ${dots} ${tone('raised')}`;
    if (key !== this.drawn) {
      this.drawn = key;
      this.#drawAll(now, width, dots, tone);
    }
    const height = Math.max(1, this.rows.length) * ROW;
    const paint = this.canvas.getContext('2d');
    paint.setTransform(1, 0, 0, 1, 0, 0);
    paint.clearRect(0, 0, this.canvas.width, this.canvas.height);
    paint.drawImage(this.grid, 0, 0);
    const until = at ? Math.min(this.scale.place(history.time(at)) * width, width - 2) : width;
    if (until > 0) paint.drawImage(this.layer, 0, 0, Math.max(1, until * dots), this.layer.height, 0, 0, Math.max(1, until * dots), this.layer.height);
    if (!at) return;
    paint.scale(dots, dots);
    paint.fillStyle = tone('run');
    for (const visit of history.visits) {
      if (!visit || visit.enteredBy > at || (visit.ended && visit.leftBy <= at)) continue;
      const x = this.scale.place(visit.entered) * width;
      bar(paint, x, this.rowOf.get(visit.state), until - x, width);
    }
    paint.fillStyle = tone('focus');
    paint.fillRect(until, 0, 2, height);
  }

  #drawAll(now, width, dots, tone) {
    const { history } = this;
    const visits = history.visits.filter(Boolean);
    this.rows = [...new Set(visits.map(visit => visit.state))];
    this.rowOf = new Map(this.rows.map((state, row) => [state, row]));
    this.#label(this.rows);
    const times = [history.started];
    for (const visit of visits) times.push(visit.entered, ...(visit.ended ? [visit.ended] : []));
    this.scale = axis(times, now);
    const height = Math.max(1, this.rows.length) * ROW;
    this.canvas.width = width * dots;
    this.canvas.height = height * dots;
    this.canvas.style.height = `${height}px`;
    const sheet = () => {
      const made = document.createElement('canvas');
      made.width = Math.max(1, width * dots);
      made.height = height * dots;
      return made;
    };
    this.grid = sheet();
    const ground = this.grid.getContext('2d');
    ground.scale(dots, dots);
    ground.fillStyle = tone('raised');
    for (let row = 0; row < this.rows.length; row += 2) ground.fillRect(0, row * ROW, width, ROW);
    ground.fillStyle = tone('line');
    for (const pause of this.scale.pauses) {
      for (let x = pause.from * width; x < pause.to * width; x += 5) ground.fillRect(x, 0, 1.2, height);
    }
    this.layer = sheet();
    const paint = this.layer.getContext('2d');
    paint.scale(dots, dots);
    const tones = { SUCCEEDED: 'ok', FAILED: 'wrong', CAUGHT: 'wait', WAITING: 'wait', RETRYING: 'wait', UNDONE: 'undone', ABORTED: 'off', ENTERED: 'run' };
    const colours = Object.fromEntries(Object.entries(tones).map(([status, name]) => [status, tone(name)]));
    const running = tone('run');
    this.bars = [];
    const last = new Map();
    for (const visit of visits) {
      const to = visit.ended || now;
      const row = this.rowOf.get(visit.state);
      const x = this.scale.place(visit.entered) * width;
      const w = Math.max(3, this.scale.place(to) * width - x);
      const colour = visit.ended ? colours[visit.status] ?? colours.ABORTED : running;
      // Of many that fall on the same spot one is drawn.
      const place = `${row} ${Math.round(x)} ${Math.round(w)}`;
      if (last.get(row) === place + colour) continue;
      last.set(row, place + colour);
      paint.fillStyle = colour;
      bar(paint, x, row, w, width);
      this.bars.push({ x, w, y: row * ROW, visit, to });
    }
    const idle = this.scale.pauses.length;
    this.note.textContent = `${durationText(now - history.started)} in all${idle
      ? `; ${idle === 1 ? 'one idle time' : `${idle} idle times`} drawn short (striped), the longest ${durationText(Math.max(...this.scale.pauses.map(p => p.millis)))}` : ''}.`;
    this.canvas.setAttribute('aria-label', `Bars for ${this.rows.length} states; the list beside names them with their times`);
  }

  #label(rows) {
    const key = rows.map(state => `${state}:${this.history.states[state]?.visits}:${this.history.states[state]?.status}`).join();
    if (key === this.key) return;
    this.key = key;
    const sums = new Map();
    for (const visit of this.history.visits) if (visit?.ended) sums.set(visit.state, (sums.get(visit.state) ?? 0) + visit.ended - visit.entered);
    const focused = document.activeElement?.dataset?.of;
    this.labels.replaceChildren(...rows.map(state => {
      const button = element('button', { type: 'button', 'data-of': state }, this.names(state));
      const took = sums.get(state);
      button.title = `${this.names(state)}${took === undefined ? '' : `: ${durationText(took)}`}`;
      button.append(element('span', { class: 'took' }, took === undefined ? '…' : durationText(took)));
      button.addEventListener('click', () => this.choose(state));
      return element('div', { role: 'listitem' }, button);
    }));
    if (focused) this.labels.querySelector(`[data-of="${focused}"]`)?.focus();
  }

  #point(event) {
    const bar = this.bars?.findLast(each => event.offsetX >= each.x - 2 && event.offsetX <= each.x + each.w + 2
      && event.offsetY >= each.y && event.offsetY < each.y + ROW);
    this.tip.hidden = !bar;
    if (!bar) return;
    this.tip.textContent = `${this.names(bar.visit.state)}: ${durationText(bar.to - bar.visit.entered)}, ${exactTime(bar.visit.entered).replace(/ \(.*/, '')}`;
    this.tip.style.left = `${Math.min(event.offsetX + 12, this.canvas.clientWidth - 180)}px`;
    this.tip.style.top = `${bar.y + ROW}px`;
  }
}
