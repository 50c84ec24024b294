// <cairn-upload label="…"> in a form with files shows how far the upload is. The page that the server answers with replaces this one, as
// it would without script.
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
    request.onload = () => show(request, form);
    request.onerror = () => {
      bar.remove();
      buttons.forEach(button => { button.disabled = false; });
      form.submit();
    };
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
  const note = Object.assign(document.createElement('p'), { className: 'error upload-refused', textContent: words });
  note.setAttribute('role', 'alert');
  if (input.type === 'file') input.after(note);
  else input.closest('fieldset').querySelector('legend').after(note);
  input.focus();
  return true;
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
