// Follows something under way without a reload: asks for the same page and puts its progress in place, until it has ended.
const Pause = 1000;

export function followProgress() {
  const shown = document.querySelector('[data-progress]');
  if (shown) setTimeout(() => ask(shown), Pause);
}

async function ask(shown) {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = page.querySelector('[data-progress]');
    if (!answer.ok || !next) return location.reload();
    shown.replaceChildren(...next.childNodes);
  } catch {
    // The server is away for a moment; what it does goes on when it is back.
  }
  setTimeout(() => ask(shown), Pause);
}
