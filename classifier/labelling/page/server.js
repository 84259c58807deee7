// What is said to the process that serves this page, and whether that is still there.

// Signs of life come twice a second; a process that is stopped, and not dead, gives none and keeps its connections.
const SILENT = 4000;

/** What the process did not do, in its own words. */
export class Refused extends Error {}

/** Ask for what is shown now, or say something; return what is shown then. A connection that is gone throws TypeError. */
export const ask = async (path, said) => {
  const answer = await fetch(path, said === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(said),
  });
  if (answer.ok) return answer.json();
  const told = await answer.json().catch(() => ({}));
  throw new Refused(told.error ?? `the command answered with an error (${answer.status}); see the terminal`);
};

/** Tell whether the process lives: `lost` as soon as it does not, `alive` at each sign of life, `elsewhere` once. */
export const watch = ({ alive, lost, elsewhere }) => {
  const stream = new EventSource('/alive');
  let last = performance.now();
  const clock = setInterval(() => { if (performance.now() - last > SILENT) lost(); }, 500);
  stream.addEventListener('message', () => { last = performance.now(); alive(); });
  stream.addEventListener('error', lost);
  stream.addEventListener('elsewhere', () => { stream.close(); clearInterval(clock); elsewhere(); });
};
