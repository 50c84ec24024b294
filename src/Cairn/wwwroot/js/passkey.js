// Passkeys over the endpoints of ASP.NET Core Identity: a form with data-passkey="create" or "get" and data-options (an address that answers
// POST with the browser's options). The credential goes into the field that is marked for it and the form is posted as any other. An answer with an
// address asks who is there first.
export function offerPasskeys() {
  const forms = document.querySelectorAll('form[data-passkey]');
  if (!forms.length || !window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  forms.forEach(form => {
    form.hidden = false;
    form.addEventListener('submit', event => {
      if (credentialOf(form).value) return;
      event.preventDefault();
      run(form, event.submitter);
    });
  });
}

const credentialOf = form => form.querySelector('[data-passkey-credential]');

async function run(form, submitter) {
  try {
    const options = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' } });
    if (options.status === 403 && options.headers.has('Location')) return location.assign(options.headers.get('Location'));
    if (!options.ok) throw new Error(String(options.status));
    const json = await options.json();
    const credential = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
    credentialOf(form).value = JSON.stringify(credential.toJSON());
    form.requestSubmit(submitter);
  } catch (error) {
    const note = form.querySelector('[data-passkey-note]');
    if (note) note.hidden = error.name === 'AbortError';
  }
}
