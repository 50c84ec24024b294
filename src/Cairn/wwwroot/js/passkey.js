// Passkeys over the endpoints of ASP.NET Core Identity: a form with data-passkey="create" or "get" and data-options (an address that answers
// POST with the browser's options). The credential goes into the field named "credential" and the form is posted as any other.
export function offerPasskeys() {
  const forms = document.querySelectorAll('form[data-passkey]');
  if (!forms.length || !window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  forms.forEach(form => {
    form.hidden = false;
    form.addEventListener('submit', event => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      run(form, event.submitter);
    });
  });
}

async function run(form, submitter) {
  try {
    const options = await fetch(form.dataset.options, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' } });
    if (!options.ok) throw new Error(String(options.status));
    const json = await options.json();
    const credential = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.requestSubmit(submitter);
  } catch (error) {
    const note = form.querySelector('[data-passkey-note]');
    if (note) note.hidden = error.name === 'AbortError';
  }
}
