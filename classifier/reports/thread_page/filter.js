'use strict';
// The page is complete without this: it only hides posts of stances that the reader does not want to see.
{
  const form = document.querySelector('.filter');
  const status = document.querySelector('.shown');
  const posts = [...document.querySelectorAll('.post')];
  const boxes = [...form.querySelectorAll('input')];

  const apply = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const post of posts) {
      post.hidden = !wanted.has(post.dataset.stance);
      shown += !post.hidden;
    }
    for (const link of document.querySelectorAll('.overview a')) {
      link.classList.toggle('faint', document.getElementById(link.hash.slice(1)).hidden);
    }
    status.textContent = shown === posts.length ? '' : `${shown} of ${posts.length} posts shown`;
  };

  // A link leads to its post even where that is hidden.
  const reveal = () => {
    const post = location.hash && document.getElementById(location.hash.slice(1));
    const box = post && post.hidden && boxes.find((each) => each.value === post.dataset.stance);
    if (box) {
      box.checked = true;
      apply();
      post.scrollIntoView();
    }
  };

  form.addEventListener('change', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  for (const button of form.querySelectorAll('button')) {
    button.addEventListener('click', () => {
      for (const box of boxes) box.checked = button.value === 'all';
      apply();
    });
  }
  addEventListener('hashchange', reveal);
  form.hidden = boxes.length < 2;
  // Browsers keep what was ticked when a page is loaded again.
  apply();
}
