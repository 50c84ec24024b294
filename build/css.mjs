// What the build does to Bootstrap's compiled style sheet: leaves out what Cairn has no use for, and lets the dark theme follow the
// reader's system where the page says data-bs-theme="auto" (Bootstrap alone needs a script for that).

// Components that need Bootstrap's script, and sizes beyond a laptop's.
const unused = new RegExp('\\.(' + [
  'accordion', 'bs-popover', 'bs-tooltip', 'btn-close', 'carousel', 'dropdown', 'dropup', 'dropend', 'dropstart', 'offcanvas', 'modal',
  'navbar', 'placeholder', 'popover', 'spinner', 'toast', 'tooltip', 'nav-(tabs|pills|underline)', 'tab-', 'table-(primary|secondary|info|dark|light|success|warning|danger)',
  'btn-(outline-)?(info|light|dark|success|warning|secondary)', 'alert-(info|light|dark|secondary|primary)', 'list-group-item-(primary|secondary|info|light|dark|success|warning|danger)', 'link-(info|light|dark|success|warning|secondary|danger)', 'text-bg', 'bg-opacity', 'text-opacity', 'link-opacity',
  'link-underline', 'link-offset', 'focus-ring', 'form-floating', 'display-', 'blockquote', 'figure', 'btn-group', 'sticky-(sm|lg|xl|xxl)', 'form-range', 'form-check-input-reverse',
  '[a-z0-9-]+-xxl(?![a-z])', '(m|p)[tbsexy]?-(sm|xl)-', 'offset-', '(g|gx|gy)-(sm|xl|xxl)-', '(row-)?cols?-xl-', 'float-', 'object-fit',
  'translate-', '(top|bottom|start|end)-(0|50|100)', 'border-(opacity|[1-5]\\b)', 'rounded-(top|bottom|start|end)', 'z-', 'ratio',
].join('|') + ')');

export function withoutUnused(css) {
  return rules(css).map(rule => {
    if (rule.head.startsWith('@media') || rule.head.startsWith('@supports')) {
      const body = withoutUnused(rule.body);
      return body ? `${rule.head}{${body}}` : '';
    }
    if (rule.head.startsWith('@')) return rule.text;

    const kept = selectors(rule.head).filter(selector => !unused.test(selector));
    return kept.length ? `${kept.join(',')}{${rule.body}}` : '';
  }).join('');
}

export function withSystemTheme(css) {
  return rules(css).map(rule => rule.head.includes('[data-bs-theme=dark]')
    ? `${rule.text}@media (prefers-color-scheme:dark){${rule.head.replaceAll('[data-bs-theme=dark]', '[data-bs-theme=auto]')}{${rule.body}}}`
    : rule.text).join('\n');
}

export function minify(css) {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\s*\n\s*/g, '').replaceAll(/\s*([{};,])\s*/g, '$1').replaceAll(';}', '}');
}

// The top-level rules of a style sheet. Strings in it hold no braces (a data: URL's are encoded).
function rules(css) {
  const found = [];
  const text = css.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  for (let start = 0; start < text.length;) {
    const open = text.indexOf('{', start);
    const statement = text.indexOf(';', start);
    if (statement >= 0 && (open < 0 || statement < open)) {
      const whole = text.slice(start, statement + 1).trim();
      found.push({ head: whole, body: '', text: whole });
      start = statement + 1;
      continue;
    }
    if (open < 0) break;

    let depth = 1, end = open + 1;
    for (; depth > 0; end++) depth += text[end] === '{' ? 1 : text[end] === '}' ? -1 : 0;
    const head = text.slice(start, open).trim();
    found.push({ head, body: text.slice(open + 1, end - 1), text: `${head}{${text.slice(open + 1, end - 1)}}` });
    start = end;
  }
  return found;
}

// Splits at commas outside brackets: ":is(a,b),c" is two selectors.
function selectors(head) {
  const parts = [''];
  let depth = 0;
  for (const letter of head) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
