// Keys, and the button that copies. Without it the page works by its links.
const currentOf = (selector) =>
  document.querySelector(`${selector} [aria-current=page], ${selector} [aria-current=true]`);

function go(step) {
  const links = [...document.querySelectorAll('nav a')];
  const next = links[links.indexOf(currentOf('nav')) + step];
  if (next) location.replace(next.href);
}

const turn = (name) => document.querySelector(`[data-switch=${name}] [aria-current=false]`)?.click();

async function copy(button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'The browser does not allow it: take it from JSON';
  }
  setTimeout(() => {
    button.textContent = label;
  }, 2_000);
}

const KEYS = {
  ArrowDown: () => go(1),
  j: () => go(1),
  ArrowUp: () => go(-1),
  k: () => go(-1),
  l: () => turn('language'),
  d: () => turn('theme'),
  c: () => document.querySelector('[data-copy]')?.click(),
};

addEventListener('keydown', (event) => {
  const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', () => copy(button));
}
currentOf('nav')?.scrollIntoView({ block: 'nearest' });
