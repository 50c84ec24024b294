// Builds the web assets: `node build/assets.mjs <output folder>`.
// Every file gets a content hash in its name, so that it can be cached for ever; manifest.json maps plain names to hashed ones.
// MSBuild calls this when a source, this script or the lock file is newer than the last output, and embeds what it wrote.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { minify, withoutUnused, withSystemTheme } from './css.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sources = join(root, 'src/Cairn/wwwroot');
const out = process.argv[2] ?? join(root, 'src/Cairn/obj/assets');
const modules = join(root, 'node_modules');

installWhenLockChanged();
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const files = {};
const icons = readFileSync(join(sources, 'icons.txt'), 'utf8').split('\n').map(line => line.trim()).filter(Boolean);

const fonts = Object.fromEntries(['latin-400', 'latin-700', 'latin-ext-400', 'latin-ext-700'].map(face => {
  const name = `atkinson-hyperlegible-${face}-normal.woff2`;
  return [name, write(name, readFileSync(join(modules, '@fontsource/atkinson-hyperlegible/files', name)))];
}));
const own = ['type', 'theme', 'components', 'print'].map(part => readFileSync(join(sources, `css/${part}.css`), 'utf8')).join('\n')
  .replaceAll(/url\("([^"]+\.woff2)"\)/g, (_, name) => `url("${fonts[name]}")`);
for (const direction of ['', '.rtl']) {
  const bootstrap = readFileSync(join(modules, `bootstrap/dist/css/bootstrap${direction}.min.css`), 'utf8');
  write(`cairn${direction}.css`, minify(withSystemTheme(withoutUnused(bootstrap) + own)));
}
write('icons.svg', sprite());
for (const name of readdirSync(sources).filter(name => /\.(svg|png|ico)$/.test(name))) write(name, readFileSync(join(sources, name)));
for (const name of inOrderOfImport(readdirSync(join(sources, 'js')).filter(name => name.endsWith('.js')))) {
  const text = readFileSync(join(sources, 'js', name), 'utf8');
  write(name, text.replaceAll(/import '\.\/([^']+)'/g, (_, imported) => `import './${files[imported]}'`));
}
writeFileSync(join(out, 'manifest.json'), JSON.stringify({ files, icons }, null, 1));

function installWhenLockChanged() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  const stamp = join(modules, '.cairn-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;

  execFileSync('npm', ['ci', '--no-progress', '--loglevel=error'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(stamp, lock);
}

function write(name, content) {
  const bytes = Buffer.from(content);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  const hashed = name.replace(/(\.[a-z0-9]+)$/, `.${hash}$1`);
  writeFileSync(join(out, hashed), bytes);
  if (!name.endsWith('.woff2') && !name.endsWith('.png'))
    writeFileSync(join(out, `${hashed}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  return files[name] = hashed;
}

// One <symbol> per icon that the interface uses, in place of the 2,000 of the icon font.
function sprite() {
  const symbols = icons.map(name => {
    const svg = readFileSync(join(modules, 'bootstrap-icons/icons', `${name}.svg`), 'utf8');
    const paths = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>')).replaceAll(/\s*\n\s*/g, '');
    return `<symbol id="${name}" viewBox="0 0 16 16">${paths}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`;
}

// A module is written after those that it imports, because their hashed names stand in its text.
function inOrderOfImport(names) {
  const done = [];
  const visit = name => {
    if (done.includes(name)) return;
    const text = readFileSync(join(sources, 'js', name), 'utf8');
    for (const [, imported] of text.matchAll(/import '\.\/([^']+)'/g)) visit(basename(imported));
    done.push(name);
  };
  names.forEach(visit);
  return done;
}
