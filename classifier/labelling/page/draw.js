// What is shown, as elements. Every text of strangers is set as text.

const at = (id) => document.getElementById(id);

const make = (tag, fields = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...inside);
  return element;
};

const labelButtons = new Map([...document.querySelectorAll('[data-label]')].map((each) => [each.dataset.label, each]));

/** A label's title; its id, where the codebook has it no more. */
export const titleOf = (label) => labelButtons.get(label)?.querySelector('bdi').textContent ?? label;

const signOf = (label) => {
  const shape = labelButtons.get(label)?.querySelector('.shape').cloneNode(true);
  return make('span', { className: 'label' }, ...(shape ? [shape] : []), make('bdi', { textContent: titleOf(label) }));
};

const words = (pieces) => pieces.map((piece) => {
  if (piece.kind === 'own') return piece.text;
  const quoted = piece.kind === 'quote';
  const element = make(piece.block ? 'blockquote' : 'q', { className: quoted ? 'quote' : 'aside' });
  if (quoted && piece.author) element.append(make('bdi', { className: 'of-whom', textContent: `${piece.author}:` }), piece.block ? '' : ' ');
  else element.append(make('span', { className: 'unseen', textContent: `${piece.kind}: ` }));
  element.append(piece.text);
  return element;
});

const byline = (lead, post) => [
  ...(lead ? [`${lead} `] : []),
  ...(post.kind ? [make('span', { className: 'kind', textContent: post.kind }), ' '] : []),
  post.author ? make('bdi', { textContent: post.author }) : 'author not known',
  ...(post.when ? [' · ', make('bdi', { className: 'when', textContent: post.when })] : []),
];

const above = (lead, post) => make('div', { className: 'one-above' },
  make('h3', {}, ...byline(lead, post)),
  make('div', { className: 'words' }, ...words(post.pieces)));

const said = (who, event) => {
  const card = make('div', {}, make('h4', {}, ...who), make('p', {}, signOf(event.label), event.low ? ' (unsure)' : ''));
  if (event.secondary) card.append(make('p', {}, 'second: ', signOf(event.secondary)));
  if (event.note) card.append(make('p', {}, 'note: ', make('bdi', { textContent: event.note })));
  return card;
};

const suggested = ({ label, probability, abstained }) => make('div', {},
  make('h4', { textContent: 'A model suggests' }),
  make('p', {}, ...(label ? [signOf(label), ` ${probability}`] : [`nothing: ${abstained}`])));

const allSaid = (view) => [
  ...view.opinions.map((each) => said([make('bdi', { textContent: each.coder }), ' said'], each)),
  ...(view.earlier ? [said([`You said under codebook ${view.earlier.version}`], view.earlier)] : []),
  ...(view.answer ? [said(['You said'], view.answer)] : []),
  ...(view.suggestion ? [suggested(view.suggestion)] : []),
];

/** Show as much of what stands above as leaves the post, and what was said of it, in sight; of a long one the start. */
export const scroll = () => {
  const main = at('main');
  if (getComputedStyle(main).overflowY === 'visible') {
    at('post').scrollIntoView();
    return;
  }
  main.scrollTop = 0;
  const top = main.getBoundingClientRect().top;
  const start = at('post').getBoundingClientRect().top - top;
  const end = Math.max(...['post', 'said'].map((id) => at(id).getBoundingClientRect().bottom)) - top;
  // What is above and short stays whole: a title that is cut through would gain a long post nothing.
  const above = start < main.clientHeight / 4 ? 0 : start - 48;
  main.scrollTop = Math.min(above, end - main.clientHeight + 12);
};

const drawProgress = ({ done, total, skipped, left }) => {
  document.querySelector('progress').value = total ? done / total : 0;
  const put = skipped ? ` · ${skipped.toLocaleString('en')} skipped` : '';
  at('progress').textContent = `${done.toLocaleString('en')} of ${total.toLocaleString('en')} done${put}${left ? ` · ${left}` : ''}`;
};

const drawPost = (view) => {
  at('title').replaceChildren(...(view.title ? [make('bdi', { textContent: view.title })] : []));
  const parents = view.above.map((post, nth) => above(nth + 1 === view.above.length ? 'it answers:' : 'further up:', post));
  at('above').replaceChildren(...parents, ...(view.before ? [above('before it in the thread:', view.before)] : []));
  at('above').setAttribute('aria-label', view.before ? 'Before it in the thread' : 'What it answers');
  at('above').hidden = !at('above').hasChildNodes();
  at('by').replaceChildren(...byline(`Post ${view.number}:`, view.post));
  at('words').replaceChildren(...words(view.post.pieces));
  at('said').replaceChildren(...allSaid(view));
};

const drawEnd = (total) => {
  at('title').replaceChildren();
  at('above').hidden = true;
  at('said').replaceChildren();
  at('by').textContent = 'Done';
  at('words').textContent = `All ${total.toLocaleString('en')} posts have their label. You may undo, or go to a post; to end, press Ctrl+C in the terminal.`;
};

/** Draw what is shown. */
export const draw = ({ progress, view }) => {
  drawProgress(progress);
  if (view) drawPost(view);
  else drawEnd(progress.total);
  scroll();
};

/** Show a notice: a first line, and what more there is to say. None at all clears it. */
export const notice = (lead = '', ...more) => {
  at('notice').replaceChildren(
    ...(lead ? [make('p', { className: 'lead', textContent: lead })] : []),
    ...more.map((line) => make('p', { textContent: line })),
  );
};
