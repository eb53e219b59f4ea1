// Keys, the field that filters, and the button that copies. Without it the pages work by their links.
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

const nav = document.querySelector('nav');
const field = document.querySelector('[data-search]');

// Days go from right to left, with the newest first in the list; where they stand, up and down scroll.
const ARROWS =
  nav?.dataset.order === 'newest'
    ? { ArrowLeft: () => go(1), ArrowRight: () => go(-1) }
    : { ArrowUp: () => go(-1), ArrowDown: () => go(1) };

const KEYS = {
  ...ARROWS,
  j: () => go(1),
  k: () => go(-1),
  l: () => turn('language'),
  d: () => turn('theme'),
  c: () => document.querySelector('[data-copy]')?.click(),
  ...(field && { '/': () => field.focus() }),
};

addEventListener('keydown', (event) => {
  if (event.target === field) return;
  const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// All of it anew: a filter is of all days, from the first on.
field?.addEventListener('keydown', ({ key, isComposing }) => {
  if (key !== 'Enter' || isComposing) return;
  const address = new URL(location.href);
  for (const name of [field.dataset.search, 'date', 'part']) address.searchParams.delete(name);
  if (field.value.trim()) address.searchParams.set(field.dataset.search, field.value.trim());
  address.hash = 'channel';
  location.assign(address);
});

// Whoever switches stays where they are.
for (const link of document.querySelectorAll('[data-switch] a')) link.hash = location.hash;

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', () => copy(button));
}

// Only the list is scrolled: the page may stand at a part of its own.
const current = currentOf('nav');
if (current) {
  nav.scrollTo({
    top: current.offsetTop - nav.clientHeight / 2,
    left: current.offsetLeft - nav.clientWidth / 2,
  });
}
