// A list that stays as it is at the endpoint: when it has changed, it is asked for again and put in place.
import { listen, localTimes } from './page.js';

const list = document.getElementById('list');
const form = document.getElementById('beside');
let fetching = false;
let again = false;

async function refresh() {
  if (fetching) { again = true; return; }
  fetching = true;
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('list'));
  } catch { /* the stream says that nobody answers */ }
  fetching = false;
  if (again) { again = false; setTimeout(refresh, 500); }
}

function put(fresh) {
  if (!fresh) return;
  const chosen = new Set([...list.querySelectorAll('input:checked')].map(box => box.value));
  const active = document.activeElement;
  const focused = list.contains(active) ? active.getAttribute('href') ?? active.value : null;
  const scrolled = list.querySelector('.scroll')?.scrollLeft ?? 0;
  localTimes(fresh);
  list.replaceChildren(...fresh.childNodes);
  for (const box of list.querySelectorAll('input[type=checkbox]')) box.checked = chosen.has(box.value);
  const scroll = list.querySelector('.scroll');
  if (scroll) scroll.scrollLeft = scrolled;
  if (focused !== null) {
    [...list.querySelectorAll('a, input')].find(each => (each.getAttribute('href') ?? each.value) === focused)?.focus();
  }
  count();
}

function count() {
  if (!form) return;
  const chosen = list.querySelectorAll('input[name=run]:checked').length;
  form.querySelector('button').disabled = chosen !== 2;
  form.querySelector('.hint').textContent = chosen === 2
    ? 'Two executions are chosen.'
    : `Choose two executions to see them side by side${chosen ? `: ${chosen} chosen` : ''}.`;
}

list?.addEventListener('change', count);
count();
if (list?.dataset.live) {
  listen(list.dataset.live, { changed: refresh });
}
