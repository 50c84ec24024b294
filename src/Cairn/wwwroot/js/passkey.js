// <cairn-passkey> shows its form, data-passkey="create" or "get", where passkeys work. It gets the browser's options by a POST to
// data-options (an endpoint of ASP.NET Core Identity), puts the credential into its field, and the form is sent like any other. An answer
// with an address first asks who is there.
class Passkey extends HTMLElement {
  #gone;

  connectedCallback() {
    this.#gone = new AbortController();
    const form = this.closest('form');
    if (!form || !window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
    form.hidden = false;
    form.addEventListener('submit', event => {
      if (this.#credential.value) return;
      event.preventDefault();
      this.#ask(form, event.submitter);
    }, { signal: this.#gone.signal });
  }

  disconnectedCallback() { this.#gone.abort(); }

  get #credential() { return this.querySelector('input'); }

  async #ask(form, submitter) {
    const { passkey, options } = form.dataset;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(options, { method: 'POST', body, headers: { Accept: 'application/json' } });
      if (answer.status === 403 && answer.headers.has('Location')) return location.assign(answer.headers.get('Location'));
      if (!answer.ok) throw new Error(String(answer.status));
      const json = await answer.json();
      const credential = passkey === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
      this.#credential.value = JSON.stringify(credential.toJSON());
      form.requestSubmit(submitter);
    } catch (error) {
      this.querySelector('p').hidden = error.name === 'AbortError';
    }
  }
}

customElements.define('cairn-passkey', Passkey);
