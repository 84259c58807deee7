// Which button a key stands for.

const buttons = new Map([...document.querySelectorAll('[data-key]')].map((each) => [each.dataset.key, each]));

// The letter or digit that a key has on most keyboards: for those whose letters are of another script, and for those
// that have digits only with Shift.
const usual = (event) => {
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code) ?? [];
  if (letter && event.key > '\u007f') return letter.toLowerCase();
  return digit && !event.shiftKey ? digit : '';
};

const types = (target) => target.matches('textarea, input');
const takesItself = (event) => [' ', 'Enter'].includes(event.key) && event.target.closest('button');

/** Return the button, or the note, that a key press stands for; undefined where it stands for nothing here. */
export const meant = (event) => {
  const signs = event.getModifierState('AltGraph');
  if (event.repeat || event.isComposing || event.metaKey || ((event.ctrlKey || event.altKey) && !signs)) return undefined;
  if (types(event.target) || takesItself(event)) return undefined;
  return buttons.get(event.key) ?? buttons.get(event.key.toLowerCase()) ?? buttons.get(usual(event));
};
