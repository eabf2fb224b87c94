// A definition's page: findings at their states, a way shown in the graph.
import { Graph } from './graph.js';
import { foldAll } from './json.js';

const graph = new Graph(document.querySelector('svg.saga-picture'), number => look(number));
const findings = [...document.querySelectorAll('.finding')];

for (const number of graph.numbers()) {
  const here = findings.filter(each => each.dataset.at === String(number));
  graph.mark(number, here.length, here.some(each => each.dataset.severity === 'ERROR'));
}

function look(number) {
  graph.choose(number);
  findings.forEach(each => each.classList.toggle('chosen', each.dataset.at === String(number)));
  findings.find(each => each.dataset.at === String(number))?.scrollIntoView({ block: 'nearest' });
}

for (const each of findings) if (each.dataset.at) each.addEventListener('click', () => look(Number(each.dataset.at)));

for (const row of document.querySelectorAll('tr[data-way]')) {
  const button = row.querySelector('button');
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => {
    const shown = button.getAttribute('aria-pressed') === 'true';
    for (const other of document.querySelectorAll('tr[data-way] button')) other.setAttribute('aria-pressed', 'false');
    button.setAttribute('aria-pressed', String(!shown));
    graph.way(shown ? [] : row.dataset.way.split('\n'));
  });
}
foldAll(document);
