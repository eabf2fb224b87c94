// A state's visits: each attempt with what went in and what came out, its Lambda's log, and what may be done about it.
import { durationText, element, exactTime, timeText } from './page.js';
import { folded } from './json.js';
import { WORDS } from './graph.js';

/** What is known of one state of a run. */
export class Attempts {
  constructor(place, run) {
    this.place = place;
    this.run = run;
  }

  /** Shows a state; asks for it again where the run has moved. */
  async show(state, from = 0) {
    const key = `${state} ${from}`;
    if (this.key !== key) {
      this.key = key;
      this.opened = new Set();
      this.place.replaceChildren(element('p', { class: 'hint' }, 'Reading the state…'));
    }
    const ask = ++this.asked || (this.asked = 1);
    try {
      const answer = await fetch(`${this.run.address}/state.json?number=${state}&from=${from}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const text = await answer.text();
      if (this.key !== key || ask !== this.asked || (this.text === text && this.textKey === key)) return;
      if (this.textKey === key && this.place.querySelector('form:focus-within, dialog[open]')) return;
      this.text = text;
      this.textKey = key;
      this.#put(state, JSON.parse(text));
    } catch {
      if (this.key === key && this.textKey !== key) this.place.replaceChildren(element('p', { class: 'error' }, 'The state cannot be read now.'));
    }
  }

  clear() {
    this.key = null;
    this.place.replaceChildren(element('p', { class: 'hint' }, 'Choose a state in the graph, the timeline or the list to see its attempts.'));
  }

  #put(state, data) {
    const open = new Set([...this.place.querySelectorAll('details[data-key][open]')].map(each => each.dataset.key));
    const known = new Set([...this.place.querySelectorAll('details[data-key]')].map(each => each.dataset.key));
    const content = [element('div', { class: 'state-head' },
      element('h3', {}, data.name), element('span', { class: 'hint' }, data.type),
      element('span', { class: 'hint' }, `${data.count} visit${data.count === 1 ? '' : 's'}`))];
    if (!data.count) content.push(element('p', { class: 'hint' }, 'Never entered.'));
    data.visits.forEach((visit, i) => content.push(this.#visit(visit, i === 0 && data.from === 0)));
    if (data.count > data.from + data.visits.length) {
      const older = element('button', { type: 'button' }, `Older visits (${data.count - data.from - data.visits.length})`);
      older.addEventListener('click', () => this.show(state, data.from + data.visits.length));
      content.push(older);
    }
    if (data.from) {
      const newest = element('button', { type: 'button' }, 'Newest visits');
      newest.addEventListener('click', () => this.show(state));
      content.push(newest);
    }
    if (this.run.faults && data.function) content.push(this.#fault(data));
    if (data.definition) content.push(part('definition', 'Definition', folded(data.definition, `Definition of ${data.name}`)));
    this.place.replaceChildren(...content);
    for (const each of this.place.querySelectorAll('details[data-key]')) if (known.has(each.dataset.key)) each.open = open.has(each.dataset.key);
  }

  #visit(visit, first) {
    const took = visit.ended ? ` · ${durationText(visit.ended - visit.entered)}` : '';
    const head = element('summary', {},
      element('span', { class: 'status', 'data-status': visit.status }, WORDS[visit.status]),
      ` Visit ${visit.ordinal}`, visit.iteration === undefined ? '' : `, item ${visit.iteration}`,
      element('span', { class: 'hint', title: exactTime(visit.entered) }, ` ${timeText(visit.entered)}${took}`));
    const box = element('details', { class: 'visit', 'data-key': `v${visit.number}` }, head);
    box.open = first;
    if (visit.error) box.append(error(visit.error, visit.cause));
    if (visit.undoneByState) box.append(element('p', { class: 'undone-by' }, `↩ Undone by ${visit.undoneByState} (event ${visit.undoneBy}).`));
    if (visit.until && !visit.ended) box.append(element('p', { class: 'hint' }, `Waits until ${timeText(visit.until)} at the latest.`));
    if (visit.next && !visit.ended) box.append(element('p', { class: 'hint' }, `Tried again at ${timeText(visit.next)}${visit.jittered ? ' at the latest' : ''}.`));
    box.append(data(`v${visit.number}i`, 'Input', visit.input));
    for (const attempt of visit.attempts) box.append(this.#attempt(visit, attempt));
    box.append(data(`v${visit.number}o`, 'Output', visit.output), data(`v${visit.number}v`, 'Variables assigned', visit.variables));
    return box;
  }

  #attempt(visit, attempt) {
    const key = `v${visit.number}a${attempt.number}`;
    const last = attempt === visit.attempts[visit.attempts.length - 1];
    const box = element('details', { class: 'attempt', 'data-key': key },
      element('summary', {}, `Attempt ${attempt.number}`,
        element('span', { class: 'status', 'data-status': attempt.error ? 'FAILED' : attempt.ended ? 'SUCCEEDED' : 'ENTERED' },
          attempt.error ? 'failed' : attempt.ended ? 'succeeded' : 'goes on'),
        element('span', { class: 'hint', title: exactTime(attempt.started) },
          ` ${attempt.resource} · ${timeText(attempt.started)}${attempt.ended ? ` · ${durationText(attempt.ended - attempt.started)}` : ''}`)));
    box.open = last;
    if (attempt.error) box.append(error(attempt.error, attempt.cause));
    box.append(data(`${key}a`, 'Arguments', attempt.arguments), data(`${key}w`, 'Answered at once', attempt.answer), data(`${key}r`, 'Result', attempt.result));
    if (attempt.lambda) box.append(this.#lambda(attempt.lambda, key));
    if (attempt.token !== undefined && this.run.csrf) box.append(this.#token(attempt.token));
    return box;
  }

  #lambda(lambda, key) {
    const box = element('details', { class: 'part', 'data-key': `${key}l` },
      element('summary', {}, 'Lambda ', element('span', { class: 'mono' }, lambda.function.replace(/^arn:.*:function:/, ''))));
    const log = element('div');
    box.append(element('p', { class: 'hint' }, 'Request id ', element('code', {}, lambda.requestId ?? 'not told')), log);
    if (lambda.requestId) {
      box.addEventListener('toggle', async () => {
        if (!box.open || log.hasChildNodes()) return;
        log.textContent = 'Reading the log…';
        try {
          const answer = await (await fetch(`${this.run.address}/log.json?${new URLSearchParams({ function: lambda.function, request: lambda.requestId })}`)).json();
          if (answer.none) log.replaceChildren(element('p', { class: 'hint' }, 'This endpoint shows no logs here; the request id finds them in CloudWatch.'));
          else if (!answer.lines.length) log.replaceChildren(element('p', { class: 'hint' }, 'Nothing of it is in the log.'));
          else log.replaceChildren(element('pre', { class: 'log', tabindex: '0', role: 'region', 'aria-label': 'Log of this invocation' }, answer.lines.join('\n')));
        } catch {
          log.textContent = 'The log cannot be read now.';
        }
      });
    }
    return box;
  }

  #token(token) {
    const form = element('form', { method: 'post', action: `${this.run.address}/answer`, class: 'fields token' });
    form.append(
      element('h4', {}, 'Answer this task'),
      hidden('csrf', this.run.csrf),
      field('Task token', element('input', { name: 'token', value: token, required: '', autocomplete: 'off' })),
      field('Output, JSON', element('textarea', { name: 'output', rows: '3' }, '{}')),
      element('div', { class: 'row' }, submit('succeed', 'Succeed', 'primary')),
      field('Error', element('input', { name: 'error', value: 'Refused', autocomplete: 'off' })),
      field('Cause', element('input', { name: 'cause', value: '', autocomplete: 'off' })),
      element('div', { class: 'row' }, submit('fail', 'Fail', 'danger')));
    return form;
  }

  #fault(data) {
    const box = element('details', { class: 'part fault', 'data-key': 'fault' }, element('summary', {}, 'Let the next calls of this state fail'));
    const form = element('form', { method: 'post', action: this.run.faults, class: 'fields' });
    const back = element('input', { type: 'hidden', name: 'back', value: location.pathname + location.search });
    const kinds = element('fieldset', { class: 'kinds' }, element('legend', {}, 'What happens'));
    this.run.kinds.forEach(({ name, meaning }, i) => {
      const radio = element('input', { type: 'radio', name: 'kind', value: name });
      radio.checked = i === 0;
      kinds.append(element('label', {}, radio, element('strong', {}, name), ` the function ${meaning}`));
    });
    form.append(hidden('csrf', this.run.csrf), back, hidden('function', data.function.name), kinds,
      element('div', { class: 'row' },
        field('How many calls', element('input', { name: 'times', type: 'number', min: '1', max: '1000', value: '1', required: '' })),
        field('Error (for error-…)', element('input', { name: 'error', placeholder: 'InjectedFault', autocomplete: 'off' })),
        field('Told after, ms', element('input', { name: 'delayMillis', type: 'number', min: '0', max: '600000', value: '0', required: '' }))),
      field('Only payloads with these fields', element('textarea', { name: 'match', rows: '2' }, data.function.match)),
      element('div', { class: 'row' }, submit('add', 'Inject the fault', 'danger')));
    box.append(form);
    return box;
  }
}

function part(key, name, content) {
  return element('details', { class: 'part', 'data-key': key }, element('summary', {}, name), content);
}

/** Text that is folded until somebody wants it; nothing where there is none. */
function data(key, name, text) {
  if (text === undefined) return '';
  const box = element('details', { class: 'part', 'data-key': key },
    element('summary', {}, name, element('span', { class: 'hint' }, ` ${text.length > 2000 ? `${Math.round(text.length / 1024)} KB` : text.slice(0, 60)}${text.length > 60 && text.length <= 2000 ? '…' : ''}`)));
  box.addEventListener('toggle', () => { if (box.open && box.children.length === 1) box.append(folded(text, name)); });
  return box;
}

function error(name, cause) {
  return element('p', { class: 'error' }, element('strong', {}, name), cause ? ` ${cause.slice(0, 2000)}` : '');
}

function hidden(name, value) { return element('input', { type: 'hidden', name, value }); }

function field(name, input) { return element('label', { class: 'field' }, name, input); }

function submit(action, name, kind) { return element('button', { name: 'do', value: action, class: kind }, name); }
