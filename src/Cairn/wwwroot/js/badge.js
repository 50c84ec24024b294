// <cairn-badge data-preview="url"> redraws the badge in it as the choices of its form change. The server draws.
const choices = {
  category: 'category', subject: 'subject', level: 'level', shape: 'badge.shape', colour: 'badge.colour', icon: 'badge.icon',
};

class Badge extends HTMLElement {
  #gone;

  connectedCallback() {
    this.#gone = new AbortController();
    if (!this.dataset.preview) return;
    this.closest('form')?.addEventListener('change', event => this.#draw(event), { signal: this.#gone.signal });
  }

  disconnectedCallback() { this.#gone.abort(); }

  #draw({ target, currentTarget: form }) {
    if (!Object.values(choices).includes(target.name)) return;
    const typed = new FormData(form);
    const query = new URLSearchParams(Object.entries(choices).map(([name, field]) => [name, typed.get(field) ?? '']));
    this.querySelector('img').src = `${this.dataset.preview}?${query}`;
  }
}

customElements.define('cairn-badge', Badge);
