// Redraws a badge as its choices change: img[data-badge-preview=url] inside a form. The server draws.
const choices = { category: 'category', subject: 'subject', level: 'level', shape: 'badge.shape', colour: 'badge.colour', icon: 'badge.icon' };

export function previewBadges() {
  document.querySelectorAll('img[data-badge-preview]').forEach(picture => {
    const form = picture.closest('form');
    form?.addEventListener('change', event => {
      if (!Object.values(choices).includes(event.target.name)) return;
      const typed = new FormData(form);
      const query = new URLSearchParams();
      for (const [name, field] of Object.entries(choices)) query.set(name, typed.get(field) ?? '');
      picture.src = `${picture.dataset.badgePreview}?${query}`;
    });
  });
}
