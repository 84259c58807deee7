// A coder at the page: shows what the process says is to be shown, and tells it what they say.

import { draw, notice, scroll, titleOf } from './draw.js';
import { meant } from './keys.js';
import { Refused, ask, watch } from './server.js';

// Nobody reads a post in this time: a key that comes once more so soon after the next post shows was pressed once.
const BOUNCE = 200;

const at = (id) => document.getElementById(id);
const command = (name) => document.querySelector(`[data-command="${name}"]`);
const labels = [...document.querySelectorAll('[data-label]')];
const note = at('note');
const dialogs = [at('jump'), at('codebook')];

let shown = null;
let link = 'unknown';
let busy = false;
let given = { label: undefined, at: 0 };
let answer = { secondary: null, low: false };
let choosing = false;
const drafts = new Map(); // What was said of posts besides their labels, by their keys.

const open = () => link === 'alive' && shown !== null;
const keyOf = () => JSON.stringify(shown.view.key);

const setBusy = (is) => {
  busy = is;
  at('main').setAttribute('aria-busy', String(is));
};

const drawDesk = () => {
  const view = open() ? shown.view : null;
  const can = {
    low: view, secondary: view, skip: view, undo: open() && shown.can_undo, jump: open(), codebook: true,
  };
  for (const [name, may] of Object.entries(can)) command(name).disabled = !may;
  for (const button of labels) {
    button.disabled = !view;
    const said = choosing ? answer.secondary : view?.answer?.label;
    button.classList.toggle('is-said', button.dataset.label === said);
  }
  note.readOnly = !view;
  command('low').setAttribute('aria-pressed', String(answer.low));
  command('secondary').setAttribute('aria-pressed', String(choosing || answer.secondary !== null));
  command('secondary').querySelector('.what').textContent = answer.secondary === null ? 'Second' : `Second: ${titleOf(answer.secondary)}`;
  document.body.classList.toggle('choosing', choosing);
  at('asking').textContent = choosing ? 'Which second label? Escape: none.' : 'Label';
};

const keepDraft = () => {
  if (!shown?.view) return;
  const said = { ...answer, note: note.value };
  if (said.secondary !== null || said.low || said.note.trim()) drafts.set(keyOf(), said);
  else drafts.delete(keyOf());
};

const show = (next, told) => {
  shown = next;
  const said = next.view?.answer ?? {};
  const { note: text, ...rest } = (next.view && drafts.get(keyOf())) ?? { secondary: said.secondary ?? null, low: said.low ?? false, note: said.note ?? '' };
  note.value = text;
  answer = rest;
  choosing = false;
  draw(next);
  drawDesk();
  at('post').focus({ preventScroll: true });
  const where = next.view ? `Post ${next.view.number}, ${next.progress.total - next.progress.done} left.` : 'All posts have their label.';
  at('told').textContent = `${told} ${where}`.trim();
};

const lose = () => {
  if (link === 'lost' || link === 'elsewhere') return;
  link = 'lost';
  for (const dialog of dialogs) dialog.close();
  notice(
    'The connection to the labelling command is gone: this page takes no more labels.',
    busy
      ? 'Your last press may have been kept or not; the page that you open next shows it.'
      : 'All that you labelled before is kept.',
    'To go on, start the same command again in the terminal and open the address that it shows. It goes on where you stopped.',
  );
  drawDesk();
};

const load = async () => {
  try {
    show(await ask('/now'), '');
    link = 'alive';
    notice();
    drawDesk();
  } catch (error) {
    lose();
  }
};

const act = async (path, said, told) => {
  if (busy || !open()) return;
  setBusy(true);
  try {
    const next = await ask(path, said);
    notice();
    // What was taken back is said again with a change, mostly: its note stays, unless an earlier label stands again.
    if (path === '/undo' && next.view.answer) drafts.delete(JSON.stringify(next.view.key));
    show(next, told);
    given = { label: said.label, at: performance.now() };
  } catch (error) {
    if (error instanceof Refused) notice('This was not kept.', error.message);
    else lose();
  } finally {
    setBusy(false);
  }
};

const choose = (label) => {
  answer.secondary = answer.secondary === label ? null : label;
  choosing = false;
  at('told').textContent = answer.secondary === null ? 'No second label.' : `Second label: ${titleOf(label)}.`;
  keepDraft();
  drawDesk();
};

const give = (label, now) => {
  if (!open() || !shown.view || busy) return;
  if (choosing) {
    choose(label);
    return;
  }
  if (given.label === label && now - given.at < BOUNCE) return;
  act('/label', { key: shown.view.key, label, ...answer, note: note.value.trim() || null }, `Kept: ${titleOf(label)}.`);
};

const commands = {
  low: () => {
    answer.low = !answer.low;
    at('told').textContent = answer.low ? 'Unsure.' : 'Sure.';
    keepDraft();
    drawDesk();
  },
  secondary: () => {
    choosing = !choosing;
    drawDesk();
    at('told').textContent = choosing ? at('asking').textContent : '';
  },
  skip: () => act('/skip', { key: shown.view.key }, 'Skipped.'),
  undo: () => act('/undo', {}, 'Undone.'),
  jump: () => {
    at('number').max = shown.progress.total;
    at('number').value = '';
    at('jump').showModal();
    at('number').focus();
  },
  codebook: () => at('codebook').showModal(),
};

const use = (button, now) => {
  if (button === note) note.focus();
  else if (button.dataset.label !== undefined) give(button.dataset.label, now);
  else if (!busy) commands[button.dataset.command]();
};

document.addEventListener('keydown', (event) => {
  const button = meant(event);
  if (dialogs.some((dialog) => dialog.open)) {
    if (button === command('codebook') && at('codebook').open) {
      event.preventDefault();
      at('codebook').close();
    }
    return;
  }
  if (event.key === 'Escape' && choosing) {
    answer.secondary = null;
    commands.secondary();
  }
  if (!button) return;
  event.preventDefault();
  if (!button.disabled && !button.readOnly) use(button, event.timeStamp);
});

for (const button of document.querySelectorAll('[data-label], [data-command]')) {
  button.addEventListener('click', (event) => use(button, event.timeStamp));
}
for (const button of document.querySelectorAll('[data-close]')) {
  button.addEventListener('click', () => button.closest('dialog').close());
}
for (const dialog of dialogs) dialog.addEventListener('close', () => at('post').focus({ preventScroll: true }));

note.addEventListener('keydown', (event) => {
  if (event.isComposing || !(event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey))) return;
  event.preventDefault();
  at('post').focus({ preventScroll: true });
});
note.addEventListener('input', keepDraft);

at('jump').addEventListener('submit', (event) => {
  event.preventDefault();
  const number = Number(at('number').value);
  at('jump').close();
  act('/jump', { number }, '');
});

// A page that the browser brings back as it was shows what may be labelled by now.
addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });

addEventListener('resize', scroll);

load();
watch({
  alive: () => { if (link === 'lost') load(); },
  lost: lose,
  elsewhere: () => {
    link = 'elsewhere';
    notice(
      'Labelling goes on in another tab or window: this page takes no more labels.',
      'To go on here, load this page again.',
    );
    drawDesk();
  },
});
