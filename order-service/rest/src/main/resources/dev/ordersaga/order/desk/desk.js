// Keeps a page up to date and puts its times into the reader's zone; without it every page works, and stands still.

const LIVE = { 'Desk-Live': 'page' };
const MOVING = 1000;
const STILL = 4000;
const AWAY = 3000;

const news = document.getElementById('news');
let tag = null;
let away = false;
let timer = 0;

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

function span(seconds) {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
  return `${Math.floor(seconds / 86400)} d ${Math.floor(seconds / 3600) % 24} h`;
}

function worded(time) {
  const at = new Date(time.dateTime);
  const seconds = Math.round((at.getTime() - Date.now()) / 1000);
  if (time.dataset.form === 'clock') return clock.format(at);
  if (time.dataset.form === 'until') return seconds > 0 ? span(seconds) : 'none, it ends now';
  if (seconds > -5) return 'just now';
  return seconds > -86400 ? `${span(-seconds)} ago` : day.format(at);
}

function tellTimes(root = document) {
  for (const time of root.querySelectorAll('time')) {
    const text = worded(time);
    if (time.textContent !== text) time.textContent = text;
    if (!time.title) time.title = exact.format(new Date(time.dateTime));
  }
}

function say(text, well = false) {
  if (news.textContent === text) return;
  news.classList.toggle('well', well);
  news.textContent = text;
}

// Makes one element what the other is, and leaves alone what is the same: focus, choices and what was typed stay.
function patch(from, to) {
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || from.id !== to.id) {
    from.replaceWith(to.cloneNode(true));
    return;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.nodeName === 'TIME' && from.dateTime === to.dateTime && from.dataset.form === to.dataset.form) return;
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  const old = new Map([...from.children].filter(child => child.id).map(child => [child.id, child]));
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    const same = wanted.id ? old.get(wanted.id) : undefined;
    if (same && same !== at) from.insertBefore(same, at);
    if (same) {
      at = same.nextSibling;
      patch(same, wanted);
    } else if (at && !at.id && !wanted.id) {
      const next = at.nextSibling;
      patch(at, wanted);
      at = next;
    } else {
      from.insertBefore(wanted.cloneNode(true), at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function show(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const region of document.querySelectorAll('[data-live]')) {
    const fresh = page.getElementById(region.id);
    if (fresh) patch(region, fresh);
  }
  tellTimes();
  offerAll();
}

async function refresh() {
  clearTimeout(timer);
  if (!document.querySelector('[data-live]') || document.hidden) return;
  let pause = document.querySelector('[data-moving=true]') ? MOVING : STILL;
  try {
    const headers = tag ? { ...LIVE, 'If-None-Match': tag } : LIVE;
    const answer = await fetch(location.href, { headers, cache: 'no-store', redirect: 'manual' });
    if (answer.status === 401) {
      say('You are signed out. Sign in again to go on.');
      return;
    }
    if (answer.status !== 304 && !answer.ok) throw new Error(answer.headers.get('Desk-Away') ?? '');
    if (away) say('Back again.', true);
    else if (news.classList.contains('well')) say('');
    away = false;
    if (answer.status !== 304) {
      show(await answer.text());
      tag = answer.headers.get('ETag');
    }
  } catch (failure) {
    if (!away) say(`${failure instanceof TypeError || !failure.message ? 'The desk' : failure.message} does not answer. Trying again; what you see may be old.`);
    away = true;
    pause = AWAY;
  }
  timer = setTimeout(refresh, pause);
}

// A decision is sent without leaving the page; its answer, a line an order, is shown where it was made.
async function decide(event) {
  const form = event.target.closest('form[data-decide]');
  if (!form) return;
  event.preventDefault();
  const button = event.submitter;
  if (button?.getAttribute('aria-busy') === 'true') return;
  const place = form.querySelector('[data-outcomes]') ?? document.querySelector('[data-outcomes]');
  const fields = new FormData(form, button);
  button?.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(form.getAttribute('action'), { method: 'POST', headers: LIVE, body: new URLSearchParams(fields) });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const notice = page.getElementById('notice');
    place.replaceChildren(...(notice ? [...notice.childNodes].filter(node => !node.classList?.contains('back')) : []));
    for (const heading of place.querySelectorAll('h1')) {
      const line = document.createElement('b');
      line.textContent = heading.textContent;
      heading.replaceWith(line);
    }
    if (answer.ok) form.reset();
  } catch {
    place.textContent = 'The desk does not answer. Nobody knows whether it was decided; it is safe to decide the same again.';
  } finally {
    button?.removeAttribute('aria-busy');
    place.focus();
  }
  tag = null;
  refresh();
}

// One box that chooses all of a list.
function offerAll() {
  for (const head of document.querySelectorAll('.queue th.pick')) {
    if (head.querySelector('input')) continue;
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.dataset.all = '';
    const label = document.createElement('label');
    label.className = 'check';
    const name = document.createElement('span');
    name.className = 'unseen';
    name.textContent = `Choose all of ${head.closest('.queue').querySelector('h2').firstChild.data.trim()}`;
    label.append(box, name);
    head.replaceChildren(label);
  }
}

document.addEventListener('change', event => {
  if (event.target.dataset?.all === undefined) return;
  for (const box of event.target.closest('.queue').querySelectorAll('input[name=order]')) box.checked = event.target.checked;
});
document.addEventListener('submit', decide);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refresh();
});
tellTimes();
setInterval(() => tellTimes(), 1000);
offerAll();
timer = setTimeout(refresh, document.querySelector('[data-moving=true]') ? 300 : STILL);
