// Changes the theme without a new page; the form's post, which keeps the choice, goes on behind.
export function switchTheme() {
  const form = document.querySelector('form[data-theme-form]');
  form?.addEventListener('submit', event => {
    const chosen = event.submitter;
    if (!chosen) return;
    event.preventDefault();
    document.documentElement.dataset.bsTheme = chosen.value;
    form.querySelectorAll('button').forEach(button => button.setAttribute('aria-pressed', String(button === chosen)));
    const body = new URLSearchParams(new FormData(form, chosen));
    fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => {});
  });
}
