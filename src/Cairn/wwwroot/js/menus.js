// A menu is a <details>; with a script it also closes at Escape and at a click elsewhere.
export function closeMenus() {
  const others = inside => document.querySelectorAll('details[data-menu][open]').forEach(menu => {
    if (!menu.contains(inside)) menu.open = false;
  });
  document.addEventListener('click', event => others(event.target));
  document.addEventListener('focusin', event => others(event.target));
  document.addEventListener('keydown', event => {
    const menu = event.key === 'Escape' && document.activeElement?.closest('details[data-menu][open]');
    if (!menu) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}
