// <cairn-autosave> keeps what is typed into its form on this device and, if the form has an address for it (data-autosave), saves it there.
// data-autosave-key names the form on the device if its address changes from page to page.
// Changed fields are posted together after a pause; while that fails they are tried again, later each time. Until the server has answered
// they stay on this device, apart for each person, and are put back after a crash or on the next visit.
// The server answers 2xx once it has stored them, 4xx if it never will: then the page says so and waits until something else is typed; they
// stay on the device and in the form. Asked too often (429) or cut short (408, 425) is a matter of time, and so is being signed out (401).
// The form's field "seen" holds a token for each field, of what was saved there when the page was made (Forms/Seen.cs). An answer in JSON
// brings new tokens ("seen") and says which fields were not stored ("unsaved"): those with "newer" were changed elsewhere too, and the writer
// chooses, in a copy of template[data-elsewhere]; the others were refused for themselves (too long), and are sent again when they change.
const pause = 800, longest = 60_000, forgotten = 14 * 86_400_000;
const passing = [408, 425, 429];
const prefix = 'cairn-unsaved:';

// Copies that nobody came back for are forgotten.
try {
  for (const key of Object.keys(localStorage).filter(one => one.startsWith(prefix))) {
    if (!(JSON.parse(localStorage.getItem(key))?.at > Date.now() - forgotten)) localStorage.removeItem(key);
  }
} catch { /* no storage, nothing kept */ }

// The form that was sent last. Once the server has accepted it, which it says in a cookie (SeeOther.cs), its copy on the device is
// forgotten. If the page answers it otherwise (main[data-answer]), it holds what was typed.
function submitted() {
  try {
    const { key, path } = JSON.parse(sessionStorage.getItem('cairn-submitted')) ?? {};
    const accepted = /(?:^|; )cairn-accepted=([^;]*)/.exec(document.cookie)?.[1];
    if (!key || !accepted || decodeURIComponent(accepted) !== path) return key;
    localStorage.removeItem(key);
    sessionStorage.removeItem('cairn-submitted');
    document.cookie = 'cairn-accepted=; Max-Age=0; Path=/';
  } catch { /* no storage, nothing kept */ }
}

submitted();

class Autosave extends HTMLElement {
  #form; #key; #address; #gone; #telling; #timer; #flight;
  #changed = new Map(); #choosing = new Set(); #sent = new Map(); #refused = new Map(); #failures = 0; #savedAt; #submitted = false;

  connectedCallback() {
    this.#form = this.closest('form');
    if (!this.#form) return;
    const { autosave, autosaveKey } = this.#form.dataset;
    this.#address = autosave;
    const whose = document.getElementById('main')?.dataset.whose ?? '';
    this.#key = `${prefix}${whose}:${autosaveKey ?? autosave ?? this.#form.getAttribute('action')}`;
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    this.#form.addEventListener('input', event => this.#keep(event.target), { signal });
    this.#form.addEventListener('change', event => this.#keep(event.target), { signal });
    this.#form.addEventListener('submit', event => this.#submit(event), { signal });
    window.addEventListener('online', () => this.#soon(0), { signal });
    window.addEventListener('focus', () => { if (this.dataset.state === 'signedout') this.#soon(0); }, { signal });
    window.addEventListener('pageshow', event => { if (event.persisted) this.#submitted = false; }, { signal });
    window.addEventListener('offline', () => { if (this.#address) this.#say('offline'); }, { signal });
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
    if (!field.name || field.name === 'take' || field.type === 'file' || field.type === 'password') return;
    this.#submitted = false;
    this.#changed.set(field.name, this.#valuesOf(field.name));
    this.#store();
    if (this.#address) this.#soon(pause);
    else this.#say('kept');
  }

  #valuesOf(name) {
    return new FormData(this.#form).getAll(name).filter(value => typeof value === 'string');
  }

  #fieldOf(name) {
    return this.#form.querySelector(`[name="${CSS.escape(name)}"]`);
  }

  #soon(delay) {
    clearTimeout(this.#timer);
    if (this.#address && this.#changed.size && this.isConnected && !this.#submitted) this.#timer = setTimeout(() => this.#save(false), delay);
  }

  async #save(leaving) {
    if (!this.#address || this.#submitted) return;
    if (this.#flight && !leaving) return this.#soon(pause);
    const sent = new Map([...this.#changed].filter(([name, values]) => !this.#choosing.has(name) && this.#refused.get(name) !== values));
    if (sent.size === 0) return;
    for (const [name, values] of sent) this.#sent.set(name, [values.join('\n'), ...this.#sent.get(name) ?? []].slice(0, 5));
    const flight = this.#flight = new AbortController();
    if (!this.#savedAt) this.#say('saving');
    try {
      const headers = { Accept: 'application/json' };
      const answer = await fetch(this.#address, { method: 'POST', body: this.#body(sent), keepalive: leaving, headers, signal: flight.signal });
      if (answer.status === 401) return this.#wait('signedout');
      const told = await this.#read(answer);
      const unsaved = told?.unsaved ?? [];
      const refused = !answer.redirected && answer.status >= 400 && answer.status < 500 && !passing.includes(answer.status);
      if (refused && unsaved.length === 0) return this.#giveUp();
      if (answer.redirected || !answer.ok && unsaved.length === 0) throw new Error(String(answer.status));
      this.#know(told?.seen);
      for (const [name, values] of sent) {
        if (this.#changed.get(name) === values && !unsaved.some(one => isIn(name, one.field))) this.#changed.delete(name);
      }
      for (const one of unsaved) {
        if (one.newer) this.#offer(one);
        else this.#mark(one);
      }
      this.#failures = 0;
      this.#savedAt = Date.now();
      this.#store();
      this.#say(this.#choosing.size || this.#isRefused() ? 'parted' : 'now');
      if (this.#changed.size) this.#soon(pause);
    } catch {
      if (!flight.signal.aborted) this.#wait(navigator.onLine ? 'failed' : 'offline');
    } finally {
      if (this.#flight === flight) this.#flight = undefined;
    }
  }

  // Of a list with rows all fields go along, so that the server can tell which row is which.
  #body(sent) {
    const body = new URLSearchParams();
    const lists = new Set([...sent.keys()].filter(name => name.includes('[')).map(name => name.split('[')[0] + '['));
    const names = new Set(sent.keys());
    for (const { name } of this.#form.elements) if (name && [...lists].some(list => name.startsWith(list))) names.add(name);
    for (const name of [...names, 'seen', '__RequestVerificationToken']) {
      const values = sent.get(name) ?? this.#valuesOf(name);
      if (values.length === 0 && this.#fieldOf(name)) body.append(name, '');
      values.forEach(value => body.append(name, value));
    }
    return body;
  }

  #wait(state) {
    this.#failures++;
    this.#say(state);
    this.#soon(Math.min(longest, 1_000 * 2 ** this.#failures));
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

  #mark(one) {
    for (const [name, values] of this.#changed) if (isIn(name, one.field)) this.#refused.set(name, values);
    this.#fieldOf(one.field)?.dispatchEvent(new CustomEvent('refused', { bubbles: true, detail: one.sentence }));
  }

  // The name of a field's token: a row is told by its key, and a row without one has a single token.
  #tokenOf(name) {
    let token = '', from = 0;
    for (const row of name.matchAll(/\[(\d+)\]\./g)) {
      const upTo = row.index + row[0].length;
      const key = this.#fieldOf(`${name.slice(0, upTo)}key`)?.value;
      token += name.slice(from, row.index);
      if (!key) return `${token}[${row[1]}]`;
      token += `[${key}].`;
      from = upTo;
    }
    return token + name.slice(from);
  }

  #tokens() {
    try { return JSON.parse(this.#fieldOf('seen')?.value || '{}'); } catch { return {}; }
  }

  #know(tokens) {
    const field = this.#fieldOf('seen');
    if (field && tokens) field.value = JSON.stringify({ ...this.#tokens(), ...tokens });
  }

  #store() {
    try {
      const tokens = this.#tokens();
      const fields = [...this.#changed].map(([name, values]) => [name, values, this.#tokenOf(name), tokens[this.#tokenOf(name)]]);
      if (fields.length) localStorage.setItem(this.#key, JSON.stringify({ at: Date.now(), fields }));
      else localStorage.removeItem(this.#key);
    } catch { /* storage may be full or forbidden: the server's copy is the one that counts */ }
  }

  #restore() {
    const isAnswer = submitted() === this.#key && document.getElementById('main')?.dataset.answer !== undefined;
    let kept;
    try { kept = JSON.parse(localStorage.getItem(this.#key)); } catch { return; }
    let found = false;
    for (const [name, values, token, seen] of kept?.fields ?? []) {
      // This page holds what was typed, and its rows may have been moved or taken out.
      if (isAnswer) {
        if (this.#fieldOf(name)) this.#changed.set(name, this.#valuesOf(name));
        continue;
      }
      // A row may have been moved since.
      const place = this.#fieldOf(name) && (!token || this.#tokenOf(name) === token)
        ? name
        : [...this.#form.elements].find(one => one.name && this.#tokenOf(one.name) === token)?.name;
      if (!place) continue;
      if (this.#valuesOf(place).join('\n') !== values.join('\n')) {
        found = true;
        this.#put(place, values);
        if (seen) this.#know({ [token]: seen });
      }
      this.#changed.set(place, values);
    }
    if (found) this.#say('restored');
    this.#store();
    this.#soon(pause);
  }

  #put(name, values) {
    for (const field of this.#form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value);
      else field.value = values[0] ?? '';
    }
  }

  async #read(answer) {
    return answer.headers.get('Content-Type')?.includes('json') ? answer.json() : null;
  }

  // Both stay in sight until the writer has chosen.
  #offer(one) {
    const field = this.#fieldOf(one.field);
    const template = this.querySelector('template[data-elsewhere]');
    if (!field || !template || this.#choosing.has(one.field)) return;

    // Sent twice while the page was being left: the newer one is this page's own.
    if (this.#sent.get(one.field)?.includes(one.newer.join('\n'))) return this.#know({ [one.tokenOf]: one.token });
    this.#choosing.add(one.field);
    const choice = template.content.firstElementChild.cloneNode(true);
    choice.querySelector('textarea').value = one.newer.map(value => this.#wordOf(one.field, field, value)).join(', ');
    choice.querySelectorAll('[data-take]').forEach(button => button.addEventListener('click', () => {
      this.#know({ [one.tokenOf]: one.token });
      if (button.dataset.take === 'theirs') this.#put(one.field, one.newer);
      this.#choosing.delete(one.field);
      choice.remove();
      field.focus();
      this.#keep(field);
    }));
    (field.closest('.field') ?? field.closest('td, label') ?? field.parentElement).append(choice);
  }

  #wordOf(name, field, value) {
    if (field.options) return [...field.options].find(option => option.value === value)?.text ?? value;
    if (field.type !== 'radio' && field.type !== 'checkbox') return value;
    const label = this.#form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`)?.labels[0];
    return (label?.querySelector('.level-name') ?? label)?.textContent.trim() ?? value;
  }

  // The form takes everything along: a save that is under way would only come after it. What is on the device is forgotten once the
  // server has accepted the form.
  #submit(event) {
    clearTimeout(this.#timer);
    this.#submitted = true;
    this.#flight?.abort();
    try {
      const path = new URL(event.submitter?.getAttribute('formaction') ?? this.#form.action, location).pathname;
      sessionStorage.setItem('cairn-submitted', JSON.stringify({ key: this.#key, path }));
    } catch { /* as above */ }
    setTimeout(() => {
      if (!event.defaultPrevented || this.#form.querySelector('progress')) return;
      this.#submitted = false; // the writer was asked, and did not send it
      this.#soon(pause);
    });
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
    this.querySelector('a').hidden = state !== 'signedout';
  }
}

// A refusal may be about a row: then all its fields are meant.
function isIn(name, field) {
  return name === field || name.startsWith(`${field}.`);
}

customElements.define('cairn-autosave', Autosave);
