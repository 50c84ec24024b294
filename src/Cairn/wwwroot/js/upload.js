// <cairn-upload label="…" not-sent="…"> in a form with files shows how far the upload is. The page that the server answers with replaces
// this one, as it would without script; but while nobody is there to take the file (no connection, signed out, a full disk) the form stays
// as it is, with what the server says, to be sent again: a file cannot be given back.
class Upload extends HTMLElement {
  #gone;

  connectedCallback() {
    this.#gone = new AbortController();
    this.closest('form')?.addEventListener('submit', event => this.#begin(event), { signal: this.#gone.signal });
  }

  disconnectedCallback() { this.#gone.abort(); }

  #begin(event) {
    const { submitter, currentTarget: form } = event;
    const inputs = [...form.querySelectorAll('input[type=file]')];
    if (event.defaultPrevented || !inputs.some(input => input.files.length > 0)) return;
    event.preventDefault();
    if (!tooBig(form, inputs) && !nobody(form)) this.#send(form, submitter);
  }

  #send(form, submitter) {
    const bar = Object.assign(document.createElement('progress'), { className: 'upload-progress', max: 100, value: 0 });
    bar.setAttribute('aria-label', this.getAttribute('label'));
    this.replaceChildren(bar);
    const buttons = [...form.querySelectorAll('button')];

    const request = new XMLHttpRequest();
    request.open('POST', submitter?.getAttribute('formaction') ?? form.action);
    request.setRequestHeader('Accept', 'text/html');
    request.upload.onprogress = event => { if (event.lengthComputable) bar.value = event.loaded / event.total * 100; };
    const stay = said => {
      bar.remove();
      buttons.forEach(button => { button.disabled = false; });
      say(form, submitter ?? buttons[0], said);
    };
    request.onload = () => {
      if (request.status === 401 || request.status >= 500) stay(sayingOf(request.responseText));
      else show(request, form);
    };
    request.onerror = () => stay([this.getAttribute('not-sent')]);
    request.send(new FormData(form, submitter));
    buttons.forEach(button => { button.disabled = true; });
  }
}

// The server says so too, but only after the whole file has gone there, and the picture would have to be taken again.
// form[data-max] is in bytes, [data-too-big] the words.
function tooBig(form, inputs) {
  const most = Number(form.dataset.max);
  return refuses(form, most && inputs.find(one => [...one.files].some(file => file.size > most)), form.dataset.tooBig);
}

// form[data-one-of] names ticks of which one is needed, [data-none-of] are the words.
function nobody(form) {
  const ticks = [...form.querySelectorAll(`[name="${form.dataset.oneOf}"]`)];
  return refuses(form, !ticks.some(one => one.checked) && ticks[0], form.dataset.noneOf);
}

function refuses(form, input, words) {
  form.querySelector('.upload-refused')?.remove();
  if (!input) return false;
  say(form, input.type === 'file' ? input : input.closest('fieldset').querySelector('legend'), [words]);
  input.focus();
  return true;
}

function say(form, place, parts) {
  form.querySelector('.upload-refused')?.remove();
  const note = Object.assign(document.createElement('p'), { className: 'error upload-refused' });
  note.setAttribute('role', 'alert');
  note.append(...parts);
  place.after(note);
}

// What another page says: its heading, its first sentence, its first link (to sign in, in another tab).
function sayingOf(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const [title, sentence, link] = ['main h1', 'main p', 'main a[target=_blank]'].map(one => page.querySelector(one));
  return [`${title?.textContent}. ${sentence?.textContent} `, ...link ? [link] : []];
}

// The request has already followed the redirect and holds the page it led to, with its one message: show that, do not ask for it again.
function show(request, form) {
  if (request.status < 400 && request.responseURL !== form.action) {
    history.pushState(null, '', request.responseURL);
    addEventListener('popstate', () => location.reload(), { once: true });
  }
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  document.title = page.title;
  document.body.replaceWith(page.body);
  scrollTo(0, 0);
  document.querySelector('.error-summary')?.focus();
}

customElements.define('cairn-upload', Upload);
