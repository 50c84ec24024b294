// Shows how far an upload is. The page that the server answers with replaces this one, as without a script.
export function showUploads() {
  document.querySelectorAll('form[data-upload]').forEach(form => form.addEventListener('submit', event => {
    if (event.defaultPrevented || !hasFile(form)) return;
    event.preventDefault();
    if (!tooBig(form)) send(form, event.submitter);
  }));
}

const hasFile = form => [...form.querySelectorAll('input[type=file]')].some(input => input.files.length > 0);

// The server says so too, but only after the whole file has gone there. form[data-max] is in bytes, [data-too-big] the words.
function tooBig(form) {
  form.querySelector('.upload-too-big')?.remove();
  const most = Number(form.dataset.max);
  const input = most && [...form.querySelectorAll('input[type=file]')].find(one => [...one.files].some(file => file.size > most));
  if (!input) return false;
  const note = Object.assign(document.createElement('p'), { className: 'error upload-too-big', textContent: form.dataset.tooBig });
  note.setAttribute('role', 'alert');
  input.after(note);
  input.focus();
  return true;
}

function send(form, submitter) {
  const bar = Object.assign(document.createElement('progress'), { className: 'upload-progress', max: 100, value: 0 });
  bar.setAttribute('aria-label', form.dataset.upload);
  form.append(bar);
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

// The request has followed the redirect already and holds the page that it led to, with its one message: show it, do not ask for it again.
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
  document.dispatchEvent(new Event('cairn:page'));
}
