// What every page does: times in the reader's zone, running clocks, an endpoint that is away said once.

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const today = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const another = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

/** A time as the reader reads it: of today, the hour alone. */
export function timeText(millis) {
  const date = new Date(millis);
  return (date.toDateString() === new Date().toDateString() ? today : another).format(date);
}

/** The exact time, for whoever points at it. */
export function exactTime(millis) {
  return `${full.format(new Date(millis))} (${new Date(millis).toISOString()})`;
}

/** Such as 420 ms, 3.2 s, 4 min 10 s, 2 h 5 min. */
export function durationText(millis) {
  const ms = Math.max(0, Math.round(millis));
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60000) return `${(ms / 1000).toFixed(1)} s`;
  const s = Math.floor(ms / 1000);
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  const m = Math.floor(s / 60);
  return m < 1440 ? `${Math.floor(m / 60)} h ${m % 60} min` : `${Math.floor(m / 1440)} d ${Math.floor(m / 60) % 24} h`;
}

/** A duration that is counted in whole seconds: 4 s, 4 min 10 s. */
export function countText(millis, round = Math.ceil) {
  return durationText(Math.max(1000, round(Math.max(0, millis) / 1000) * 1000)).replace(/\.0 s$/, ' s');
}

/** An element with what is in it; a text stays a text. */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** Puts the times below a node into the reader's zone. */
export function localTimes(root) {
  for (const time of root.querySelectorAll('time[datetime]:not([data-local])')) {
    const millis = Date.parse(time.dateTime);
    if (Number.isNaN(millis)) continue;
    time.textContent = timeText(millis);
    time.title = exactTime(millis);
    time.dataset.local = '';
  }
}

function tick() {
  for (const running of document.querySelectorAll('.running-for')) {
    running.textContent = `for ${countText(Date.now() - Date.parse(running.dataset.since), Math.floor)}`;
  }
}

/** Says that the endpoint is away, or what else everybody should know; nothing to take it back. */
export function announce(text) {
  const place = document.getElementById('away');
  if (place && place.textContent !== text) place.textContent = text;
}

/**
 * Listens to a stream of events and comes back by itself, in growing pauses. While there is nobody to listen to, that is said once.
 * @param handlers by the event's name; `end` closes the stream for good
 */
export function listen(address, handlers) {
  let pause = 1000;
  let source;
  let timer;
  const connect = () => {
    source = new EventSource(typeof address === 'function' ? address() : address);
    source.onopen = () => { pause = 1000; announce(''); };
    source.onerror = () => {
      source.close();
      announce('The console does not answer. This page goes on by itself as soon as it does.');
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 2, 15000);
    };
    source.addEventListener('away', () => announce('The endpoint does not answer. This page goes on by itself as soon as it does.'));
    source.addEventListener('back', () => announce(''));
    source.addEventListener('end', () => source.close());
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, event => handler(event.data ? JSON.parse(event.data) : null));
    }
  };
  connect();
  const stop = () => { clearTimeout(timer); source.close(); };
  addEventListener('pagehide', stop);
  addEventListener('pageshow', event => { if (event.persisted) location.reload(); });
  return stop;
}

localTimes(document);
tick();
setInterval(tick, 1000);

// A page for an endpoint that is away asks again until it is not.
if (document.querySelector('[data-retry]')) {
  const again = async () => {
    try {
      const answer = await fetch(location.href, { cache: 'no-store' });
      if (answer.status !== 503) { location.reload(); return; }
    } catch { /* still away */ }
    setTimeout(again, 3000);
  };
  setTimeout(again, 3000);
}
