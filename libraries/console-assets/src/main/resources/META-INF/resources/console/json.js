// JSON as a tree that folds, coloured. Everything is put in as text; what is folded is not made before it is opened.
import { element } from './page.js';

const LONG = 400;
const MOST = 200;
const OPEN_TO = 2;

/** What a text shows: a tree where it is JSON, else the text itself. */
export function folded(text, name) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return element('pre', { class: 'json raw', tabindex: '0', role: 'region', 'aria-label': name }, long(text));
  }
  const box = element('div', { class: 'json', role: 'region', 'aria-label': name, tabindex: '0' });
  box.append(node(value, 0, null));
  const copy = element('button', { type: 'button', class: 'copy' }, 'Copy');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = 'Copied';
    } catch {
      copy.textContent = 'Not allowed';
    }
    setTimeout(() => { copy.textContent = 'Copy'; }, 1500);
  });
  return element('div', { class: 'json-box' }, copy, box);
}

function key(name) {
  return name === null ? '' : element('span', { class: 'k' }, `${name}: `);
}

function node(value, depth, name) {
  if (value === null || typeof value !== 'object') return element('div', { class: 'leaf' }, key(name), leaf(value));
  const entries = Array.isArray(value) ? value.map((each, i) => [i, each]) : Object.entries(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (!entries.length) return element('div', { class: 'leaf' }, key(name), open + close);
  const fold = element('details', {}, element('summary', {}, key(name), element('span', { class: 'p' },
    `${open}${summary(value, entries)}${close}`)));
  const fill = () => {
    if (fold.dataset.made) return;
    fold.dataset.made = 'yes';
    more(fold, entries, 0, depth);
  };
  fold.addEventListener('toggle', () => { if (fold.open) fill(); });
  if (depth < OPEN_TO && entries.length <= 50) {
    fill();
    fold.open = true;
  }
  return fold;
}

/** A part of many entries at a time. */
function more(fold, entries, from, depth) {
  for (const [name, each] of entries.slice(from, from + MOST)) fold.append(node(each, depth + 1, name));
  if (entries.length > from + MOST) {
    const button = element('button', { type: 'button' }, `${entries.length - from - MOST} more`);
    button.addEventListener('click', () => { button.remove(); more(fold, entries, from + MOST, depth); });
    fold.append(button);
  }
}

function summary(value, entries) {
  return Array.isArray(value)
    ? `${entries.length} item${entries.length === 1 ? '' : 's'}`
    : ` ${entries.slice(0, 4).map(([name]) => name).join(', ')}${entries.length > 4 ? ', …' : ''} `;
}

function leaf(value) {
  if (typeof value === 'string') return element('span', { class: 's' }, '"', long(value), '"');
  return element('span', { class: typeof value === 'number' ? 'n' : 'w' }, String(value));
}

function long(text) {
  if (text.length <= LONG) return text;
  const box = element('span', {}, text.slice(0, LONG));
  const button = element('button', { type: 'button', class: 'more' }, `… ${(text.length - LONG).toLocaleString()} more characters`);
  button.addEventListener('click', () => box.replaceChildren(text));
  box.append(button);
  return box;
}

/** Replaces the plain JSON of a page, which is there for whoever has no script. */
export function foldAll(root) {
  for (const pre of root.querySelectorAll('pre[data-json]')) pre.replaceWith(folded(pre.textContent, pre.getAttribute('aria-label')));
}
