// The scrubber: plays a history forwards and back.
import { durationText, element, exactTime, timeText } from './page.js';

const SPEEDS = [1, 4, 16];
const LONGEST_PAUSE = 900;

/** Controls over the history of a run; tells which event is shown, null for what goes on. */
export class Player {
  at = null;
  #timer = null;
  #frame = 0;

  constructor(place, history, show) {
    this.history = history;
    this.show = show;
    this.slider = element('input', { type: 'range', min: '1', max: '1', value: '1', step: '1', 'aria-label': 'Event shown' });
    this.play = button('Play', '▶', () => this.toggle());
    this.speed = element('button', { type: 'button', class: 'speed', 'aria-label': 'Speed: 1 times' }, '1×');
    this.live = element('button', { type: 'button', class: 'live' }, 'Now');
    this.label = element('output', { class: 'label', 'aria-live': 'off' });
    this.speed.addEventListener('click', () => {
      const next = SPEEDS[(SPEEDS.indexOf(Number.parseInt(this.speed.textContent, 10)) + 1) % SPEEDS.length];
      this.speed.textContent = `${next}×`;
      this.speed.setAttribute('aria-label', `Speed: ${next} times`);
    });
    this.live.addEventListener('click', () => this.go(null));
    this.slider.addEventListener('input', () => { this.pause(); this.go(Number(this.slider.value)); });
    place.querySelector('.wait')?.remove();
    place.append(
      element('div', { class: 'controls' },
        button('To the first event', '⇤', () => { this.pause(); this.go(1); }),
        button('One step back', '◀', () => { this.pause(); this.go(this.history.step(this.at ?? this.history.last + 1, -1)); }),
        this.play,
        button('One step on', '▷', () => { this.pause(); this.go(this.history.step(this.at ?? this.history.last, 1)); }),
        this.speed, this.live),
      this.slider, this.label);
  }

  /** Shows the history as of an event; null for what goes on. */
  go(event) {
    this.at = event === null || event >= this.history.last && !this.#timer ? (event === null ? null : this.history.last) : Math.max(1, event);
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => { this.refresh(); this.show(this.at); });
  }

  /** Something has come. */
  refresh() {
    const { history } = this;
    const event = this.at ?? history.last;
    this.slider.max = String(Math.max(1, history.last));
    this.slider.value = String(event);
    const time = history.time(event);
    const text = `Event ${event} of ${history.last} · ${history.type(event)} · ${timeText(time)} (${durationText(time - history.started)} after the start)`;
    this.label.textContent = text;
    this.label.title = exactTime(time);
    this.slider.setAttribute('aria-valuetext', text);
    this.live.setAttribute('aria-pressed', String(this.at === null));
  }

  toggle() {
    if (this.#timer) { this.pause(); return; }
    if (this.at === null || this.at >= this.history.last) this.at = 1;
    this.play.replaceChildren('⏸');
    this.play.setAttribute('aria-label', 'Pause');
    this.play.title = 'Pause';
    this.#timer = true;
    this.go(this.at);
    this.#next();
  }

  pause() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.play.replaceChildren('▶');
    this.play.setAttribute('aria-label', 'Play');
    this.play.title = 'Play';
  }

  /** As it went, but no pause is longer than a moment; of very long histories, several events at a time. */
  #next() {
    const speed = Number.parseInt(this.speed.textContent, 10);
    const stride = Math.max(1, Math.floor(this.history.last / 2000)) - 1;
    const to = Math.min(this.history.step(this.at, 1) + stride, this.history.last);
    const gap = this.history.time(to) - this.history.time(this.at);
    this.#timer = setTimeout(() => {
      if (!this.#timer) return;
      const end = to >= this.history.last;
      if (end) this.pause();
      this.go(to);
      this.at = to;
      if (!end) this.#next();
    }, Math.max(16, Math.min(LONGEST_PAUSE, gap) / speed));
  }
}

function button(name, sign, act) {
  const made = element('button', { type: 'button', 'aria-label': name, title: name }, sign);
  made.addEventListener('click', act);
  return made;
}
