// <cairn-follow data-progress> follows something under way without a reload: it asks for the same page and shows its progress, until it
// has ended.
const pause = 1_000;

class Follow extends HTMLElement {
  #timer;

  connectedCallback() { this.#soon(); }

  disconnectedCallback() { clearTimeout(this.#timer); }

  #soon() {
    if (this.isConnected && 'progress' in this.dataset) this.#timer = setTimeout(() => this.#ask(), pause);
  }

  async #ask() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const next = page.querySelector('cairn-follow[data-progress]');
      if (!answer.ok || !next) return location.reload();
      this.replaceChildren(...next.childNodes);
    } catch {
      // The server is away for a moment; its work goes on when it is back.
    }
    this.#soon();
  }
}

customElements.define('cairn-follow', Follow);
