// The events of a run as a table of which only the rows that are seen are made, however many there are.
import { durationText, element, exactTime, timeText } from './page.js';
import { folded } from './json.js';

const ROW = 28;
const BESIDES = 12;

/** The table of a run's events. */
export class Events {
  constructor(place, history, names, address, go) {
    this.history = history;
    this.names = names;
    this.address = address;
    this.go = go;
    this.filter = element('input', { type: 'search', 'aria-label': 'Filter events by type or state', placeholder: 'Filter by type or state' });
    this.count = element('span', { class: 'hint', role: 'status' });
    this.body = element('tbody');
    this.table = element('table', { 'aria-rowcount': '0' },
      element('thead', {}, element('tr', {}, ...['Event', 'Type', 'State', 'Time', 'After start'].map(name => element('th', { scope: 'col', ...(name === 'Event' || name === 'After start' ? { class: 'number' } : {}) }, name)))),
      this.body);
    this.scroll = element('div', { class: 'scroll window', tabindex: '0', role: 'region', 'aria-label': 'Events of the history' }, this.table);
    this.detail = element('div', { class: 'event-detail' });
    place.replaceChildren(element('div', { class: 'filter' }, this.filter, this.count), this.scroll, this.detail);
    this.scroll.addEventListener('scroll', () => this.#soon(), { passive: true });
    this.filter.addEventListener('input', () => { this.ids = null; this.scroll.scrollTop = 0; this.draw(); });
    new ResizeObserver(() => this.#soon()).observe(this.scroll);
  }

  /** Draws what is seen; marks an event. */
  draw(at = this.at) {
    this.at = at;
    const { history } = this;
    const wanted = this.filter.value.trim().toLowerCase();
    if (!wanted) {
      this.ids = null;
    } else if (!this.ids || this.upTo !== history.last) {
      this.ids = [];
      for (let id = 1; id <= history.last; id++) {
        if (history.type(id).toLowerCase().includes(wanted) || this.names(history.ofState[id - 1]).toLowerCase().includes(wanted)) this.ids.push(id);
      }
      this.upTo = history.last;
    }
    const count = this.ids ? this.ids.length : history.last;
    const said = wanted ? `${count.toLocaleString()} of ${history.last.toLocaleString()} events` : `${count.toLocaleString()} events`;
    if (this.count.textContent !== said) this.count.textContent = said;
    this.table.setAttribute('aria-rowcount', String(count + 1));
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / ROW) - BESIDES);
    const last = Math.min(count, Math.ceil((this.scroll.scrollTop + (this.scroll.clientHeight || 400)) / ROW) + BESIDES);
    // Which event is looked at changes with every move of the scrubber; the rows themselves do not.
    const key = `${first} ${last} ${wanted} ${history.last}`;
    if (key === this.key) { this.#mark(); return; }
    this.key = key;
    const rows = [pad(first * ROW)];
    for (let i = first; i < last; i++) rows.push(this.#row(this.ids ? this.ids[i] : i + 1, i));
    rows.push(pad((count - last) * ROW));
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    this.body.replaceChildren(...rows);
    if (focused) this.body.querySelector(`[data-id="${focused}"]`)?.focus({ preventScroll: true });
  }

  #mark() {
    this.body.querySelector('tr[aria-current]')?.removeAttribute('aria-current');
    this.body.querySelector(`[data-id="${this.at}"]`)?.closest('tr').setAttribute('aria-current', 'true');
  }

  #row(id, index) {
    const { history } = this;
    const time = history.time(id);
    const button = element('button', { type: 'button', class: 'plain', 'data-id': id }, String(id));
    button.setAttribute('aria-label', `Event ${id}: show its details`);
    button.addEventListener('click', () => this.#open(id));
    return element('tr', { 'aria-rowindex': index + 2, ...(id === this.at ? { 'aria-current': 'true' } : {}) },
      element('td', { class: 'number' }, button),
      element('td', {}, history.type(id)),
      element('td', {}, this.names(history.ofState[id - 1])),
      element('td', { title: exactTime(time) }, timeText(time)),
      element('td', { class: 'number' }, durationText(time - history.started)));
  }

  async #open(id) {
    this.go(id);
    this.detail.replaceChildren(element('p', { class: 'hint' }, `Reading event ${id}…`));
    try {
      const answer = await fetch(`${this.address}/event.json?id=${id}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const event = await answer.json();
      this.detail.replaceChildren(
        element('h3', {}, `Event ${event.id}: ${event.type}`),
        element('p', { class: 'hint' }, event.previousEventId ? `follows from event ${event.previousEventId}` : 'follows from none', ` · ${event.timestamp}`),
        folded(event.details, `Details of event ${event.id}`));
    } catch {
      this.detail.replaceChildren(element('p', { class: 'error' }, 'The event cannot be read now.'));
    }
  }

  #soon() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }
}

function pad(height) {
  const cell = element('td', { colspan: '5', class: 'pad' });
  cell.style.height = `${height}px`;
  const row = element('tr', { 'aria-hidden': 'true', class: 'pad' }, cell);
  if (!height) row.hidden = true;
  return row;
}
