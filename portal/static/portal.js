// Comforts on top of pages that work without any of this. Each one is on its own: a failure of one stops no other.

const root = document.documentElement;
const all = (selector) => Array.from(document.querySelectorAll(selector));
const typing = (element) => element instanceof HTMLElement
  && (element.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName));

// A browser that refuses to keep anything still works; it only forgets.
const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* forgotten */ } };

/** The ready-made parts: error summary focus, counters, double-click guard, password toggle, menu on a phone. */
async function kit() {
  const address = document.querySelector('script[data-gz-kit]')?.dataset.gzKit;
  if (!address || !('noModule' in HTMLScriptElement.prototype)) return;
  const parts = await import(address);
  document.body.classList.add('js-enabled', 'govuk-frontend-supported');
  parts.initAll({ onError: (error) => console.warn(error) });
  // The name of the upload button is its label and then what it shows, letter for letter in the order it is seen.
  for (const button of all('.govuk-file-upload-button')) {
    button.querySelector('[id$="-comma"]')?.remove();
    button.setAttribute('aria-labelledby', `${button.id}-label ${button.id}`);
  }
}

/** Appearance: automatic, light or dark, remembered in this browser only. */
function theme() {
  const group = document.querySelector('[data-gz-theme]');
  if (!group || typeof window.gzTheme !== 'function') return;
  const show = () => group.querySelectorAll('button').forEach((button) => {
    button.setAttribute('aria-pressed', String(button.value === (root.dataset.theme || 'auto')));
  });
  group.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    remember('gz-theme', button.value);
    window.gzTheme(button.value);
    show();
  });
  show();
  group.hidden = false;
}

/** j and k go through the results, and stay where the list ends. */
function step(by) {
  const links = all('.gz-result__title a');
  const next = links[links.indexOf(document.activeElement) + by];
  if (by > 0 || links.includes(document.activeElement)) next?.focus();
}

/** "/" goes to the search box, j and k through the results, unless one is typing, holds another key, or has switched it off. */
function keys() {
  const box = document.querySelector('[data-gz-search]');
  const button = document.querySelector('[data-gz-keys]');
  if (!box || !button) return;
  let on = remembered('gz-keys') !== 'off';
  const show = () => button.setAttribute('aria-pressed', String(on));
  button.addEventListener('click', () => {
    on = !on;
    remember('gz-keys', on ? 'on' : 'off');
    show();
  });
  document.addEventListener('keydown', (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === 'j') step(1);
    if (event.key === 'k') step(-1);
    if (event.key !== '/') return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  show();
  button.hidden = false;
}

/** Titles and names that go on as typed, of what this reader may read; asked for when typing rests. */
function completing() {
  const box = document.querySelector('[data-gz-complete]');
  if (!box) return;
  const list = document.createElement('datalist');
  list.id = 'completions';
  box.after(list);
  box.setAttribute('list', list.id);
  let waiting = 0;
  box.addEventListener('input', () => {
    clearTimeout(waiting);
    const typed = box.value.trim();
    if (!typed || all('#completions option').some((option) => option.value === box.value)) return;
    waiting = setTimeout(async () => {
      const answer = await fetch(`${box.dataset.gzComplete}?${new URLSearchParams({ q: typed })}`).catch(() => null);
      if (!answer?.ok || box.value.trim() !== typed) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      list.replaceChildren(...page.querySelectorAll('option'));
    }, 200);
  });
}

/** Copy buttons appear only where copying is possible. */
function copying() {
  if (!navigator.clipboard) return;
  for (const button of all('[data-gz-copy]')) {
    const word = button.querySelector('[role=status]') || button;
    const before = word.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try { await navigator.clipboard.writeText(button.dataset.gzCopy); } catch { return; }
      word.textContent = button.dataset.gzCopied;
      setTimeout(() => { word.textContent = before; }, 3000);
    });
  }
}

function printing() {
  for (const button of all('[data-gz-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}

/** Leaving a form in which a longer text was changed asks first; sending it does not. */
function unsent() {
  const changed = new Set();
  for (const form of all('form[data-gz-dirty]').filter((one) => one.querySelector('textarea'))) {
    form.addEventListener('input', () => changed.add(form));
    form.addEventListener('submit', () => changed.clear());
  }
  window.addEventListener('beforeunload', (event) => {
    if (changed.size) event.preventDefault();
  });
}

/** Long filter lists start closed on a narrow screen. */
function narrow() {
  if (!window.matchMedia('(max-width: 48em)').matches) return;
  for (const group of all('details[data-gz-narrow]')) {
    if (!group.querySelector('[aria-current]')) group.open = false;
  }
}

/** A table that fits needs no scrolling, so it is no stop of the keyboard. */
function fitting() {
  const watch = new ResizeObserver((seen) => {
    for (const { target } of seen) target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
  });
  for (const box of all('.gz-scroll')) watch.observe(box);
}

/** The answer to a form sent from here takes the place of the page, at the address at which it was found. */
function answered(sent) {
  history[sent.responseURL === location.href ? 'replaceState' : 'pushState'](null, '', sent.responseURL);
  document.open();
  document.write(sent.responseText);
  document.close();
}

/** Sends a form with files piece by piece and says how far it is; `said` tells the eye, `heard` only each quarter. */
function send(form, button, box) {
  const [bar, stop] = [box.querySelector('progress'), box.querySelector('button')];
  const [said, heard] = box.querySelectorAll('p');
  const tell = (words) => { said.textContent = words; heard.textContent = words; };
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  const sent = new XMLHttpRequest();
  const ended = (words) => {
    tell(words);
    stop.hidden = true;
    bar.hidden = true;
    delete form.dataset.gzBusy;
    button?.focus();
  };
  sent.upload.addEventListener('progress', ({ loaded, total }) => {
    const share = Math.floor((100 * loaded) / (total || 1));
    if (Math.floor(share / 25) > Math.floor(bar.value / 25)) heard.textContent = box.dataset.gzShare.replace('{n}', share);
    said.textContent = box.dataset.gzShare.replace('{n}', share);
    bar.value = share;
  });
  sent.upload.addEventListener('load', () => {
    stop.hidden = true; // it is with the portal now, which keeps all of it or nothing
    bar.removeAttribute('value');
    tell(box.dataset.gzChecking);
  });
  sent.addEventListener('load', () => answered(sent));
  sent.addEventListener('error', () => ended(box.dataset.gzBroken));
  sent.addEventListener('abort', () => ended(box.dataset.gzStopped));
  stop.onclick = () => sent.abort();
  bar.value = 0;
  box.hidden = bar.hidden = stop.hidden = false;
  tell('');
  box.scrollIntoView({ block: 'nearest' });
  form.dataset.gzBusy = 'yes';
  sent.open('POST', form.action);
  sent.send(data);
}

/** How far files have got while they are sent, and a way to stop; a form without a chosen file is sent as ever. */
function sending() {
  const page = location.pathname;
  window.addEventListener('popstate', () => { if (location.pathname !== page) location.reload(); });
  for (const box of all('[data-gz-sending]')) {
    const form = box.closest('form');
    form?.addEventListener('submit', (event) => {
      const chosen = Array.from(form.querySelectorAll('input[type=file]')).some((field) => field.files.length);
      if (event.defaultPrevented || (!chosen && !form.dataset.gzBusy)) return;
      event.preventDefault();
      if (!form.dataset.gzBusy) send(form, event.submitter, box);
    });
  }
}

for (const comfort of [kit, theme, keys, completing, copying, printing, unsent, narrow, fitting, sending]) {
  Promise.resolve().then(comfort).catch((error) => console.warn(error));
}
