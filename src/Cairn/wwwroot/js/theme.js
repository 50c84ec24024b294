// <cairn-theme> in its form changes the theme without a new page; the form's post, which keeps the choice, goes on in the background.
class ThemeChoice extends HTMLElement {
  #gone;

  connectedCallback() {
    this.#gone = new AbortController();
    this.closest('form')?.addEventListener('submit', event => this.#choose(event), { signal: this.#gone.signal });
  }

  disconnectedCallback() { this.#gone.abort(); }

  #choose(event) {
    const { submitter: chosen, currentTarget: form } = event;
    if (!chosen) return;
    event.preventDefault();
    document.documentElement.dataset.bsTheme = chosen.value;
    this.querySelectorAll('button').forEach(button => button.setAttribute('aria-pressed', String(button === chosen)));
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form, chosen)), redirect: 'manual' }).catch(() => {});
  }
}

customElements.define('cairn-theme', ThemeChoice);
