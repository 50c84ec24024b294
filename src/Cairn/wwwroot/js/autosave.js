// <cairn-autosave> saves its form as it is typed, at the form's data-autosave address, and says how that goes. data-autosave-key names the
// form on the device if the address changes from page to page.
// Changed fields are posted together after a pause; while that fails they are tried again, later each time. Until the server has answered
// they are also kept on this device, and put back after a crash.
// The server answers 2xx once it has stored them, 4xx if it never will: then the page says so and waits until something else is typed; they
// stay on the device and in the form. Asked too often (429) or cut short (408, 425) is a matter of time.
// A field with data-with="name" takes that field along, the version that its text began with. An answer in JSON may set such fields
// ("fields") and, with 409, give the newer texts that it kept ("stale"): then the writer chooses, in a copy of
// template[data-autosave-stale]. Of a text that it refuses for itself (it is too long) it gives no newer one; that is sent again when it
// has changed, and the others are saved meanwhile.
const pause = 800, longest = 60_000;
const passing = [408, 425, 429];

class Autosave extends HTMLElement {
  #form; #key; #gone; #telling; #timer;
  #changed = new Map(); #choosing = new Set(); #sent = new Map(); #refused = new Map(); #failures = 0; #saving = false; #savedAt;

  connectedCallback() {
    this.#form = this.closest('form[data-autosave]');
    if (!this.#form) return;
    this.#key = `cairn-unsaved:${this.#form.dataset.autosaveKey ?? this.#form.dataset.autosave}`;
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    this.#form.addEventListener('input', event => this.#keep(event.target), { signal });
    this.#form.addEventListener('change', event => this.#keep(event.target), { signal });
    this.#form.addEventListener('submit', () => { clearTimeout(this.#timer); this.#forgetWhenGone(); }, { signal });
    window.addEventListener('online', () => this.#soon(0), { signal });
    window.addEventListener('offline', () => this.#say('offline'), { signal });
    document.addEventListener('visibilitychange', () => { if (document.hidden && this.#changed.size) this.#save(true); }, { signal });
    this.#telling = setInterval(() => this.#tell(), 5_000);
    this.#restore();
  }

  // An upload put another page in place: what is not saved yet is on the device, and the form there goes on with it.
  disconnectedCallback() {
    this.#gone?.abort();
    clearTimeout(this.#timer);
    clearInterval(this.#telling);
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
    if (this.#changed.size && this.isConnected) this.#timer = setTimeout(() => this.#save(false), delay);
  }

  async #save(leaving) {
    if (this.#saving && !leaving) return this.#soon(pause);
    const sent = new Map([...this.#changed].filter(([name, values]) => !this.#choosing.has(name) && this.#refused.get(name) !== values));
    if (sent.size === 0) return;
    const body = new URLSearchParams();
    for (const [name, values] of sent) {
      if (values.length === 0) body.append(name, '');
      values.forEach(value => body.append(name, value));
      const version = this.#versionOf(name);
      if (version) body.append(version.name, version.value);
    }
    const token = this.#form.querySelector('[name=__RequestVerificationToken]');
    if (token) body.append(token.name, token.value);

    for (const [name, values] of sent) this.#sent.set(name, [values[0], ...this.#sent.get(name) ?? []].slice(0, 5));
    this.#saving = true;
    if (!this.#savedAt) this.#say('saving');
    try {
      const headers = { Accept: 'application/json' };
      const answer = await fetch(this.#form.dataset.autosave, { method: 'POST', body, keepalive: leaving, headers });
      const told = await this.#read(answer);
      const stale = new Set((told?.stale ?? []).map(one => one.field));
      const refused = !answer.redirected && answer.status >= 400 && answer.status < 500 && !passing.includes(answer.status);
      if (refused && stale.size === 0) return this.#giveUp();
      if (answer.redirected || !answer.ok && stale.size === 0) throw new Error(String(answer.status));
      for (const [name, value] of Object.entries(told?.fields ?? {})) this.#put(name, [value]);
      for (const [name, values] of sent) if (this.#changed.get(name) === values && !stale.has(name)) this.#changed.delete(name);
      for (const one of told?.stale ?? []) {
        if (one.code === 'earning.answer-is-newer') this.#offer(one);
        else {
          this.#refused.set(one.field, sent.get(one.field));
          this.#form.querySelector(`[name="${CSS.escape(one.field)}"]`)?.dispatchEvent(new Event('toolong', { bubbles: true }));
        }
      }
      this.#failures = 0;
      this.#savedAt = Date.now();
      this.#store();
      const waiting = [...stale].some(name => !this.#refused.has(name));
      this.#say(waiting ? 'failed' : this.#isRefused() ? 'parted' : 'now');
      if (this.#changed.size) this.#soon(pause);
    } catch {
      this.#failures++;
      this.#say(navigator.onLine ? 'failed' : 'offline');
      this.#soon(Math.min(longest, 1_000 * 2 ** this.#failures));
    } finally {
      this.#saving = false;
    }
  }

  #isRefused() {
    return [...this.#changed].some(([name, values]) => this.#refused.get(name) === values);
  }

  // The copy on the device stays: the writer's words outlive the server's no.
  #giveUp() {
    this.#failures = 0;
    this.#savedAt = undefined;
    this.#say('refused');
  }

  #store() {
    try {
      const fields = [...this.#changed].map(([name, values]) => [name, values, this.#versionOf(name)?.value]);
      if (fields.length) localStorage.setItem(this.#key, JSON.stringify({ at: Date.now(), fields }));
      else localStorage.removeItem(this.#key);
    } catch { /* storage may be full or forbidden: the server's copy is the one that counts */ }
  }

  #restore() {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(this.#key)); } catch { return; }
    if (!kept?.fields?.length) return;
    for (const [name, values, version] of kept.fields) {
      if (!this.#form.elements[name]) continue;
      this.#put(name, values);
      if (version && this.#versionOf(name)) this.#versionOf(name).value = version;
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

  #versionOf(name) {
    const field = this.#form.querySelector(`[name="${CSS.escape(name)}"][data-with]`);
    return field && this.#form.querySelector(`[name="${CSS.escape(field.dataset.with)}"]`);
  }

  async #read(answer) {
    return answer.headers.get('Content-Type')?.includes('application/json') ? answer.json() : null;
  }

  // Both texts stay in sight until the writer has chosen; the other one stays in the history.
  #offer(stale) {
    const field = this.#form.querySelector(`[name="${CSS.escape(stale.field)}"]`);
    const template = this.#form.querySelector('template[data-autosave-stale]');
    if (!field || !template || stale.version == null || this.#choosing.has(stale.field)) return;

    // Sent twice while the page was being left: the newer text is this page's own.
    if (this.#sent.get(stale.field)?.includes(stale.text)) return this.#put(stale.versionField, [String(stale.version)]);
    this.#choosing.add(stale.field);
    const choice = template.content.firstElementChild.cloneNode(true);
    choice.querySelector('textarea').value = stale.text;
    choice.querySelectorAll('[data-take]').forEach(button => button.addEventListener('click', () => {
      this.#put(stale.versionField, [String(stale.version)]);
      if (button.dataset.take === 'theirs') field.value = stale.text;
      this.#choosing.delete(stale.field);
      choice.remove();
      field.focus();
      this.#keep(field);
    }));
    field.after(choice);
  }

  // A submitted form takes the kept text along; it is forgotten only once the next page shows that the form was accepted.
  #forgetWhenGone() {
    try { sessionStorage.setItem('cairn-submitted', JSON.stringify({ key: this.#key, from: location.href })); } catch { /* as above */ }
  }

  // "Saved just now" is shown for a few seconds before a number replaces it.
  #tell() {
    if (!this.#savedAt || this.#changed.size) return;
    const seconds = Math.round((Date.now() - this.#savedAt) / 1_000);
    if (seconds < 4) return;
    if (seconds < 60) this.#say('saved', seconds, true);
    else this.#say('minutes', Math.round(seconds / 60), true);
  }

  // A live region read aloud every five seconds would be no help: only changes of state are announced.
  #say(state, number = '', quietly = false) {
    this.setAttribute('aria-live', quietly ? 'off' : 'polite');
    this.dataset.state = state;
    this.querySelector('span').textContent = this.dataset[state].replace('{0}', number);
  }
}

customElements.define('cairn-autosave', Autosave);

// On the page after a submitted form: if it is another page, the form was accepted and the device's copy is removed.
try {
  const submitted = JSON.parse(sessionStorage.getItem('cairn-submitted'));
  if (submitted && !document.querySelector('.error-summary') && performance.getEntriesByType('navigation')[0]?.type === 'navigate') {
    localStorage.removeItem(submitted.key);
  }
  sessionStorage.removeItem('cairn-submitted');
} catch { /* no storage, nothing kept */ }
