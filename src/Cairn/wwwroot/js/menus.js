// A menu is a <details data-menu>; with script it also closes on Escape and on a click elsewhere.
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
