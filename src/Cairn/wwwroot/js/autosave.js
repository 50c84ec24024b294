// Saves a form as it is typed: form[data-autosave=url] (data-autosave-key names it on the device, when the url changes from page to page). Changed fields are posted together after a pause; while that fails they are
// tried again, later each time; until the server has answered they are also kept on this device and put back after a crash.
// The server answers 2xx when it has stored them, 4xx when it never will (then they stay on the device and in the form).
const pause = 800, longest = 60_000;

export function saveAsTyped() {
  document.querySelectorAll('form[data-autosave]').forEach(form => new Autosave(form).start());
}

class Autosave {
  #form; #note; #key; #changed = new Map(); #timer; #failures = 0; #saving = false; #savedAt;

  constructor(form) {
    this.#form = form;
    this.#note = form.querySelector('[data-autosave-note]');
    this.#key = `cairn-unsaved:${form.dataset.autosaveKey ?? form.dataset.autosave}`;
  }

  start() {
    this.#restore();
    this.#form.addEventListener('input', event => this.#keep(event.target));
    this.#form.addEventListener('change', event => this.#keep(event.target));
    this.#form.addEventListener('submit', () => { clearTimeout(this.#timer); this.#forgetWhenGone(); });
    window.addEventListener('online', () => this.#soon(0));
    window.addEventListener('offline', () => this.#say('offline'));
    document.addEventListener('visibilitychange', () => { if (document.hidden && this.#changed.size) this.#save(true); });
    setInterval(() => this.#tell(), 5_000);
  }

  #keep(field) {
    if (!field.name || field.type === 'file' || field.type === 'password') return;
    this.#changed.set(field.name, this.#valuesOf(field.name));
    this.#store();
    this.#soon(pause);
  }

  #valuesOf(name) {
    return new FormData(this.#form).getAll(name).filter(value => typeof value === 'string');
  }

  #soon(delay) {
    clearTimeout(this.#timer);
    if (this.#changed.size) this.#timer = setTimeout(() => this.#save(false), delay);
  }

  async #save(leaving) {
    if (this.#saving && !leaving) return this.#soon(pause);
    const sent = new Map(this.#changed);
    const body = new URLSearchParams();
    for (const [name, values] of sent) {
      if (values.length === 0) body.append(name, '');
      values.forEach(value => body.append(name, value));
    }
    const token = this.#form.querySelector('[name=__RequestVerificationToken]');
    if (token) body.append(token.name, token.value);

    this.#saving = true;
    if (!this.#savedAt) this.#say('saving');
    try {
      const answer = await fetch(this.#form.dataset.autosave, { method: 'POST', body, keepalive: leaving, headers: { Accept: 'application/json' } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      for (const [name, values] of sent) if (this.#changed.get(name) === values) this.#changed.delete(name);
      this.#failures = 0;
      this.#savedAt = Date.now();
      this.#store();
      this.#say('now');
      if (this.#changed.size) this.#soon(pause);
    } catch {
      this.#failures++;
      this.#say(navigator.onLine ? 'failed' : 'offline');
      this.#soon(Math.min(longest, 1_000 * 2 ** this.#failures));
    } finally {
      this.#saving = false;
    }
  }

  #store() {
    try {
      if (this.#changed.size) localStorage.setItem(this.#key, JSON.stringify({ at: Date.now(), fields: [...this.#changed] }));
      else localStorage.removeItem(this.#key);
    } catch { /* storage may be full or forbidden: the server's copy is the one that counts */ }
  }

  #restore() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(this.#key)); } catch { return; }
    if (!kept?.fields?.length) return;
    for (const [name, values] of kept.fields) {
      this.#put(name, values);
      this.#changed.set(name, values);
    }
    this.#say('restored');
    this.#soon(pause);
  }

  #put(name, values) {
    for (const field of this.#form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value);
      else field.value = values[0] ?? '';
    }
  }

  // A submitted form takes the kept text along; it is forgotten only when the next page shows that the form was taken.
  #forgetWhenGone() {
    try { sessionStorage.setItem('cairn-submitted', JSON.stringify({ key: this.#key, from: location.href })); } catch { /* as above */ }
  }

  #tell() {
    if (!this.#savedAt || this.#changed.size) return;
    const seconds = Math.round((Date.now() - this.#savedAt) / 1_000);
    if (seconds < 60) this.#say('saved', seconds, true);
    else this.#say('minutes', Math.round(seconds / 60), true);
  }

  // A live region read aloud every five seconds would be no help: only changes of state are announced.
  #say(state, number = '', quietly = false) {
    if (!this.#note) return;
    this.#note.setAttribute('aria-live', quietly ? 'off' : 'polite');
    this.#note.dataset.state = state;
    this.#note.querySelector('span').textContent = this.#note.dataset[state].replace('{0}', number);
  }
}

// On the page after a submitted form: when it is another page, the form was taken and the device's copy goes.
try {
  const submitted = JSON.parse(sessionStorage.getItem('cairn-submitted'));
  if (submitted && !document.querySelector('.error-summary') && performance.getEntriesByType('navigation')[0]?.type === 'navigate') {
    localStorage.removeItem(submitted.key);
  }
  sessionStorage.removeItem('cairn-submitted');
} catch { /* no storage, nothing kept */ }
