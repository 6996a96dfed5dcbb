// Goal: a person finds in rapport.html what the tables say, can sort, filter, copy and ask how an
// amount came about, with a mouse, a keyboard or a screen reader, on any width, in light and dark,
// on paper and without script; and the page asks for nothing.
//
//   node browser.mjs CHROMIUM FOLDER     FOLDER has out-example, out-region … of report.sh
//
// Prints `ok - NAME` or `not ok - NAME`, with what went wrong as comments.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [executablePath, folder] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// --- helpers

const address = name => 'file://' + join(folder, 'out-' + name, 'rapport.html');

async function opened(name, { width = 1280, hash = '', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on('console', message => page.problems.push('console: ' + message.text()));
  page.on('pageerror', error => page.problems.push('error: ' + error.message));
  page.on('dialog', dialog => { page.problems.push('dialog'); dialog.dismiss(); });
  page.on('request', request => {
    const asked = request.url().split('#')[0];
    if (asked !== address(name) && asked !== 'data:,') page.problems.push('request: ' + asked);
  });
  await page.addInitScript(() => {
    const copied = { text: '' };
    window.copied = copied;
    const clipboard = { writeText: text => { copied.text = text; return Promise.resolve(); } };
    Object.defineProperty(navigator, 'clipboard', { value: clipboard });
  });
  await page.goto(address(name) + hash);
  return page;
}

async function test(name, body) {
  try {
    await body();
    console.log('ok - ' + name);
  } catch (error) {
    console.log('not ok - ' + name);
    for (const line of String(error.message).split('\n').slice(0, 20)) console.log('# ' + line);
  }
}

function must(truth, what) {
  if (!truth) throw new Error(what);
}
function equal(found, expected, what) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: ${a} is not ${b}`);
}

// A table of the folder as rows of objects. No field of these has a line end.
function csv(name, table) {
  const lines = readFileSync(join(folder, 'out-' + name, table), 'utf8').trimEnd().split('\n');
  const cut = line => line.match(/("([^"]|"")*"|[^;]*)(;|$)/g).map(field =>
    field.replace(/;$/, '').replace(/^"(.*)"$/, '$1').replace(/""/g, '"'));
  const heads = cut(lines[0]);
  return lines.slice(1).map(line => {
    const fields = cut(line);
    return Object.fromEntries(heads.map((head, i) => [head, fields[i]]));
  });
}
const cents = text => BigInt(text.replace(/[.,]/g, '').replace(/^-0*(?=\d)/, '-'));
const dutch = number => {
  const sign = number < 0n ? '-' : '', digits = String(number < 0n ? -number : number).padStart(3, '0');
  return sign + digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.') + ',' + digits.slice(-2);
};
const added = (rows, key, value) => rows.reduce((sums, row) =>
  sums.set(key(row), (sums.get(key(row)) ?? 0n) + value(row)), new Map());

// All rows of a table of the page, as texts, also those that are not shown yet.
async function rows(page, id) {
  for (;;) {
    const more = page.locator(`.scroll:has(> #${id}) + .more button`).last();
    if (!await more.count()) break;
    await more.click();
  }
  return page.$$eval(`#${id} tbody tr`, all =>
    all.map(row => [...row.cells].map(cell => cell.textContent.trim())));
}
const entries = map => [...map].map(([key, value]) => [key, String(value)]).sort();

async function accessible(page, what) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  const found = result.violations.map(v =>
    `${what}: ${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join('\n  ')}`);
  if (found.length) throw new Error(found.join('\n'));
}

// --- the numbers

for (const name of ['example', 'tijdvakken', 'region-of-real', 'region']) {
  await test(`${name}: opens without a request, a message or an error`, async () => {
    const page = await opened(name);
    await page.waitForTimeout(100);
    equal(page.problems, [], 'problems');
    await page.context().close();
  });

  await test(`${name}: what each partij bears and pays is what the tables say`, async () => {
    const page = await opened(name), shown = await rows(page, 'partijen');
    const bears = added(csv(name, 'posities.csv'), r => r.partij, r => cents(r.aandeel));
    const flows = csv(name, 'stromen.csv');
    const pays = added(flows, r => r.van, r => cents(r.bedrag));
    const gets = added(flows, r => r.naar, r => cents(r.bedrag));
    must(shown.length >= bears.size, 'fewer partijen than in posities.csv');
    for (const row of shown) {
      equal(row[2], dutch(bears.get(row[1]) ?? 0n), row[0] + ' draagt');
      equal(row.at(-2), dutch(pays.get(row[1]) ?? 0n), row[0] + ' betaalt');
      equal(row.at(-1), dutch(gets.get(row[1]) ?? 0n), row[0] + ' ontvangt');
    }
    await page.context().close();
  });

  await test(`${name}: amounts by contract, tijdvak and partij are those of verdeling.csv`, async () => {
    const page = await opened(name), shown = await rows(page, 'bedragen');
    const expected = added(csv(name, 'verdeling.csv'),
      r => [r.contract, r.tijdvak, r.partij].join(), r => cents(r.bedrag));
    const found = new Map(shown.map(row => [[row[0], row[2], row[4]].join(), cents(row[5])]));
    equal(entries(found), entries(expected), 'amounts');
    await page.context().close();
  });

  await test(`${name}: stromen and facturen are those of the tables`, async () => {
    const page = await opened(name);
    const flows = (await rows(page, 'stromen')).map(row => row[2]).sort();
    equal(flows, csv(name, 'stromen.csv').map(r => dutch(cents(r.bedrag))).sort(), 'stromen');
    const facturen = (await rows(page, 'facturen')).map(row => [row[0], row.at(-1)]);
    equal(facturen, csv(name, 'facturen.csv').map(r => [r.nummer, dutch(cents(r.te_betalen))]),
      'facturen');
    await page.context().close();
  });

  await test(`${name}: grensverkeer is that of the table, without counts below 5`, async () => {
    const page = await opened(name), shown = await rows(page, 'grensverkeer-tabel');
    const all = csv(name, 'grensverkeer.csv');
    const counts = added(all, r => r.schoolgemeente + r.woongemeente, r => BigInt(r.leerlingen));
    const plain = number => number.toString().replace(/\B(?=(\d{3})+$)/g, '.');
    const expected = [...counts.values()].map(n => n < 5n ? '<5' : plain(n)).sort();
    equal(shown.map(row => row[2]).sort(), expected, 'counts');
    must(shown.every(row => (row[2] === '<5') === (row[3] === 'n.g.')), 'days of a small count');
    const total = [...counts.values()].filter(n => n >= 5n).reduce((a, b) => a + b, 0n);
    equal(await page.$eval('#grensverkeer-tabel tfoot tr', row => row.cells[2].textContent),
      plain(total), 'the total of what is shown');
    const drawn = await page.$$eval('#matrix tbody td', cells => cells.map(c => c.textContent));
    must(!drawn.some(text => /^[1-4]$/.test(text)), 'a small count in the matrix');
    await page.context().close();
  });
}

// --- what a person does

await test('sorts by amount and by name', async () => {
  const page = await opened('region');
  const head = page.locator('#bedragen thead th').nth(5), column = 5;
  await head.locator('button').click();
  equal(await head.getAttribute('aria-sort'), 'descending', 'aria-sort');
  const texts = () => page.$$eval('#bedragen tbody tr', (all, c) =>
    all.map(row => row.cells[c].textContent), column);
  let found = (await texts()).map(cents);
  must(found.length >= 15 && found.every((n, i) => !i || found[i - 1] >= n), 'not descending');
  const most = csv('region', 'verdeling.csv');
  const sums = [...added(most, r => [r.contract, r.tijdvak, r.partij].join(), r => cents(r.bedrag)).values()];
  equal(String(found[0]), String(sums.reduce((a, b) => a > b ? a : b)), 'the largest');
  await head.locator('button').click();
  equal(await head.getAttribute('aria-sort'), 'ascending', 'aria-sort');
  found = (await texts()).map(cents);
  must(found.every((n, i) => !i || found[i - 1] <= n), 'not ascending');
  const name = page.locator('#partijen thead th').first();
  await name.locator('button').click();
  const names = await page.$$eval('#partijen tbody tr', all => all.map(r => r.cells[0].textContent));
  equal(names, [...names].sort(new Intl.Collator('nl').compare), 'names');
  await page.context().close();
});

await test('filters, and says how many rows there are', async () => {
  const page = await opened('region');
  const all = await page.$$eval('#bedragen tbody tr', found => found.length);
  await page.getByLabel('Zoek in deze tabel: Bedragen per contract').fill('groningen C000001');
  const found = await page.$$eval('#bedragen tbody tr', list => list.map(r => r.textContent));
  must(found.length > 0 && found.length < all && found.every(t => t.includes('Groningen')), 'rows');
  must(/^\d+ van 1\.000 rijen$|van .* rijen/.test(
    await page.locator('.tools:has(+ .scroll > #bedragen) output').textContent()), 'no count');
  await page.context().close();
});

await test('shows more rows on demand', async () => {
  const page = await opened('country');
  const count = () => page.$$eval('#partijen tbody tr', found => found.length);
  must(await count() < 30, 'too many rows at first');
  await page.getByRole('button', { name: 'Toon 100 rijen meer' }).first().click();
  must(await count() > 100, 'no more rows');
  await page.locator('.scroll:has(> #partijen) + .more button').last().click();
  equal(await count(), 342, 'all rows');
  await page.context().close();
});

await test('copies a table for a spreadsheet', async () => {
  const page = await opened('example');
  await page.getByRole('button', { name: 'Kopieer tabel: Wat elke partij draagt, betaalt' }).click();
  const lines = (await page.evaluate(() => window.copied.text)).trimEnd().split('\n');
  equal(lines[0].split('\t').slice(0, 3), ['Partij', 'Code', 'Draagt (€)'], 'head');
  equal(lines.length, 9, 'lines');
  must(lines.some(line => line.split('\t')[2] === '13958,80'), 'an amount without points');
  must(/Gekopieerd: 8 rijen/.test(await page.locator('#figuur-saldo output').textContent()), 'said');
  await page.context().close();
});

await test('follows an amount to how it came about, and back', async () => {
  const page = await opened('example'), dialog = page.locator('dialog');
  const link = page.locator('#bedragen a').first(), text = await link.textContent();
  await link.click();
  await dialog.waitFor();
  const told = await dialog.textContent();
  for (const part of [text, 'Te verdelen', '[kosten.csv]', 'dus: €', 'CONCEPT-'])
    must(told.includes(part), 'it does not tell: ' + part);
  must(!/leerlingdagen\b.*\d+ van/.test(told), 'it tells a count');
  await page.keyboard.press('Escape');
  must(!await dialog.isVisible(), 'the dialog stays');
  equal(await page.evaluate(() => document.activeElement.textContent), text, 'focus');
  await page.locator('#partijen a').first().click();
  await dialog.getByText('Dit is').waitFor();
  await dialog.locator('td a').first().click();
  await dialog.getByText('Te verdelen').first().waitFor();
  await dialog.getByRole('button', { name: 'Sluit' }).click();
  must(!await dialog.isVisible(), 'the dialog stays');
  equal(page.problems, [], 'problems');
  await page.context().close();
});

for (const name of ['tijdvakken', 'region-of-real', 'region']) {
  await test(`${name}: every amount has an explanation, and sums add up`, async () => {
    const page = await opened(name);
    const wrong = await page.evaluate(() => {
      const data = JSON.parse(document.getElementById('gegevens').textContent);
      const bad = data.u.filter(text => text.split('\n').some(line => line && line[0] !== '=' &&
        data.t[parseInt(line.slice(1).split(' ')[0], 36)] === undefined));
      return { count: data.u.length, bad: bad.length };
    });
    equal(wrong, { count: (await rows(page, 'bedragen')).length, bad: 0 }, 'explanations');
    for (const link of (await page.$$('#partijen a, #per-contract a, #per-tijdvak a')).slice(0, 25)) {
      await link.evaluate(node => node.click());
      await page.waitForFunction(text => document.querySelector('dialog .sum')?.textContent === text,
        '€ ' + await link.textContent());
      await page.keyboard.press('Escape');
    }
    await page.context().close();
  });
}

await test('a link to an amount opens its explanation', async () => {
  const page = await opened('region', { hash: '#u40' });
  await page.locator('dialog').waitFor();
  const row = await page.evaluate(() => document.querySelector('dialog .sum').textContent);
  must(/^€ [\d.]+,\d\d$/.test(row), row);
  await page.context().close();
});

await test('works with the keyboard alone', async () => {
  const page = await opened('example');
  await page.keyboard.press('Tab');
  equal(await page.evaluate(() => document.activeElement.className), 'skip', 'first stop');
  must((await page.locator('.skip').boundingBox()).x >= 0, 'the skip link is not to be seen');
  await page.keyboard.press('Enter');
  equal(await page.evaluate(() => document.activeElement.id), 'inhoud', 'skipped to');
  const button = page.locator('#partijen thead button').first();
  await button.focus();
  must(await button.evaluate(node => getComputedStyle(node).outlineStyle !== 'none' &&
    parseFloat(getComputedStyle(node).outlineWidth) >= 2), 'focus is not to be seen');
  await page.keyboard.press('Space');
  equal(await page.locator('#partijen th').first().getAttribute('aria-sort'), 'ascending', 'sort');
  await page.locator('#bedragen a').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog').waitFor();
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press('Tab');
    must(await page.evaluate(() => document.querySelector('dialog').contains(document.activeElement) ||
      document.activeElement === document.body), 'focus leaves the dialog');
  }
  await page.context().close();
});

// --- for everyone

for (const name of ['example', 'tijdvakken', 'region', 'odd'])
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 320])
      await test(`${name}, ${colorScheme}, ${width} wide: WCAG 2.2 AA`, async () => {
        const page = await opened(name, { width, colorScheme });
        await accessible(page, 'page');
        await page.locator('#bedragen a').first().click();
        await page.locator('dialog').waitFor();
        await accessible(page, 'dialog');
        equal(page.problems, [], 'problems');
        await page.context().close();
      });

for (const name of ['example', 'tijdvakken', 'region-of-real', 'region', 'country', 'odd'])
  await test(`${name}: no scrolling aside on a page of 320`, async () => {
    const page = await opened(name, { width: 320 });
    equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'width');
    await page.context().close();
  });

await test('wider letters and lines fit (WCAG 1.4.12)', async () => {
  const page = await opened('example', { width: 320, bypassCSP: true });
  await page.addStyleTag({ content: `* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }` });
  equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'width');
  await page.context().close();
});

await test('odd names stand there as they are, and do nothing', async () => {
  const page = await opened('odd');
  await page.waitForTimeout(100);
  equal(page.problems, [], 'problems');
  equal(await page.$$eval('#inject, img', found => found.length), 0, 'elements of names');
  const text = await page.locator('main').textContent();
  for (const part of ['<img src=x onerror=alert(1)>', 'Rijswijk 👨‍👩‍👧‍👦🏫', 'Delft-gelijk (GM1783)',
    'Delft-gelijk (GM1926)', 'omgekeerd'])
    must(text.includes(part), 'not there: ' + part);
  must(!/[\u202a-\u202e\u2066-\u2069]/.test(text), 'a mark of direction');
  must((await page.locator('h1').textContent()).includes('</script><b id=inject>'), 'the name');
  await page.context().close();
});

await test('without script every amount is there', async () => {
  const page = await opened('region', { javaScriptEnabled: false });
  const locator = page.locator('#bedragen tbody tr');
  const expected = new Set(csv('region', 'verdeling.csv').map(r => [r.contract, r.tijdvak, r.partij].join()));
  equal(await locator.count(), expected.size, 'rows');
  await page.context().close();
});

await test('prints on A4, without what is for a screen', async () => {
  const page = await opened('example');
  await page.emulateMedia({ media: 'print' });
  for (const what of ['nav', '.tools', '.skip'])
    must(!await page.locator(what).first().isVisible(), what + ' is printed');
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const pages = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
  must(pages >= 3 && pages <= 12, pages + ' pages');
  must(/MediaBox\s*\[0 0 59[45][.\d]* 84[12]/.test(pdf), 'no A4');
  await page.context().close();
});

// --- fast enough

await test('the page of a region opens in under 1 s', async () => {
  const times = [];
  for (let i = 0; i < 3; i++) {
    const page = await opened('region');
    times.push(await page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd));
    await page.context().close();
  }
  console.log('# load: ' + times.map(t => Math.round(t)).join(', ') + ' ms');
  must(Math.min(...times) < 1000, times.join());
});

await test('342 gemeenten: sorting and filtering answer at once', async () => {
  const page = await opened('country');
  const spent = await page.evaluate(() => {
    const frame = document.querySelector('#bedragen').parentNode;
    const begin = performance.now();
    document.querySelectorAll('#bedragen thead button')[5].click();
    const sorted = performance.now();
    const input = frame.previousElementSibling.querySelector('input');
    input.value = 'amsterdam';
    input.dispatchEvent(new Event('input'));
    document.body.getBoundingClientRect();
    return [sorted - begin, performance.now() - sorted];
  });
  console.log('# sort, filter: ' + spent.map(t => Math.round(t)).join(', ') + ' ms');
  must(spent.every(t => t < 500), spent.join());
  await page.context().close();
});

await browser.close();
