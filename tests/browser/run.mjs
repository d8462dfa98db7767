// Looks at the demonstration as people do: signs in by role, opens every page at three widths, ticks a row off without
// scripts, and lets axe look for barriers. VEKHA names the program; shots/ keeps the pictures.
import { chromium } from 'playwright-core';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { fromLetterToMark, fromOrderToMark, more } from './journeys.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const program = process.env.VEKHA ?? join(target, 'debug', 'vekha');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = join(here, 'shots');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let passed = 0;
const failures = [];
const check = (holds, what) => {
    if (holds) passed += 1;
    else {
        failures.push(what);
        console.log(`  FAILED: ${what}`);
    }
};

/** Starts the demonstration in a folder of its own and waits for its card. */
async function demo() {
    const folder = mkdtempSync(join(tmpdir(), 'vekha-browser-'));
    const child = spawn(program, ['demo', '--listen', '127.0.0.1:0', '--data', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
    const card = join(folder, 'demo.json');
    const patience = Date.now() + 180_000;
    while (!existsSync(card)) {
        if (child.exitCode !== null || Date.now() > patience) throw new Error('the demonstration did not start');
        await new Promise((wake) => setTimeout(wake, 100));
    }
    const end = () =>
        new Promise((ended) => {
            child.once('exit', (code) => {
                rmSync(folder, { recursive: true, force: true });
                ended(code);
            });
            child.kill('SIGTERM');
        });
    return { ...JSON.parse(readFileSync(card, 'utf8')), end };
}

const account = (town, role, login = '') => town.accounts.find((a) => a.role === role && a.login.includes(login));

/** A browser context of somebody signed in. What pages try to load elsewhere, and what they complain of, is counted. */
async function visitor(browser, town, who, settings = {}) {
    const context = await browser.newContext({ locale: 'ru-RU', ...settings });
    const page = await context.newPage();
    page.on('request', (r) => check(r.url().startsWith(town.base_url), `a page asks ${r.url()}`));
    page.on('console', (m) => m.type() === 'error' && !/status of 4\d\d/.test(m.text()) && check(false, `console: ${m.text()}`));
    if (who) {
        await page.goto(`${town.base_url}/signin`);
        await page.fill('input[name=login]', who.login);
        await page.fill('input[name=password]', who.password);
        await Promise.all([page.waitForNavigation(), page.click('form:has(input[name=password]) button')]);
        check(!page.url().includes('/signin'), `${who.login} is signed in`);
    }
    return { context, page };
}

/** No barrier that axe knows, no scrolling sideways, Russian as the language, one heading. */
async function look(page, name, width, lang = 'ru') {
    await page.evaluate(axe);
    const found = await page.evaluate((rules) => axe.run({ runOnly: { type: 'tag', values: rules } }), RULES);
    for (const barrier of found.violations) check(false, `${name}: ${barrier.id} at ${barrier.nodes.map((n) => n.target).slice(0, 3).join(' | ')}`);
    check(found.violations.length === 0, `${name}: no barriers`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${name}: ${wide} px wider than ${width}`);
    check((await page.locator('h1').count()) === 1, `${name}: one heading`);
    check((await page.getAttribute('html', 'lang')) === lang, `${name}: in its language`);
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

/** Every page a visitor can reach by links from the first one, one of each kind. */
async function kinds(page, town) {
    const seen = new Map();
    const queue = ['/'];
    for (let at = 0; at < queue.length && at < 60; at += 1) {
        const answer = await page.goto(town.base_url + queue[at]);
        check(answer.ok(), `${queue[at]} opens (${answer.status()})`);
        if (!(answer.headers()['content-type'] ?? '').startsWith('text/html')) continue;
        const links = await page.$$eval('a[href]:not([download])', (all) => all.map((a) => a.getAttribute('href')));
        for (const link of links) {
            const path = new URL(link, page.url());
            if (path.origin !== new URL(town.base_url).origin || /\.(ics|xlsx|docx|csv)$|^\/signin\/link\//.test(path.pathname)) continue;
            const kind = path.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/\/journal\/\d+/, '/journal/entry').replace(/\/help\/[a-z]+/, '/help/topic').replace(/\/(meetings|monitorings)\/ID\/\d+/, '/$1/ID/one') + (path.searchParams.has('as_of') ? ' past' : '');
            if (!seen.has(kind)) {
                seen.set(kind, path.pathname + path.search);
                queue.push(path.pathname + path.search);
            }
        }
    }
    return seen;
}

/** Every kind of page that these roles reach, on a screen; pages are only read here, so several may look at once. */
async function roles(browser, town, ...names) {
    for (const role of names) {
        const { context, page } = await visitor(browser, town, account(town, role, role === 'region' ? '' : 'seversky'), {
            viewport: { width: 1366, height: 900 },
        });
        const pages = await kinds(page, town);
        console.log(`${role}: ${pages.size} kinds of pages`);
        check(pages.has('/region') === (role === 'region'), `${role}: the summary of all municipalities is the region's alone`);
        for (const [kind, path] of pages) {
            if (!kind.startsWith('/static') && !kind.startsWith('/api')) {
                await page.goto(town.base_url + path);
                const name = `${role}${kind.replace(/ID/g, '').replace(/[/ ]+/g, '-')}`;
                await look(page, name, 1366);
                if (kind.endsWith('past')) {
                    check((await page.locator('form[method=post i]').count()) === 0, `${name}: nothing to write in the past`);
                    check((await page.locator('[role=status]').count()) > 0, `${name}: says that it is the past`);
                }
            }
        }
        if (role === 'coordinator') await small(browser, town, pages);
        await context.close();
    }
}

/** The coordinator's pages on a phone in the dark, at 200 % zoom, and on paper. */
async function small(browser, town, pages) {
    const settings = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' };
    const { context, page } = await visitor(browser, town, account(town, 'coordinator', 'seversky'), settings);
    for (const [kind, path] of pages) {
        if (kind.startsWith('/static') || kind.startsWith('/api') || kind.endsWith('past')) continue;
        const name = `phone${kind.replace(/ID/g, '').replace(/[/ ]+/g, '-')}`;
        await page.setViewportSize({ width: 360, height: 740 });
        await page.goto(town.base_url + path);
        await look(page, name, 360);
        for (const width of [320, 683]) {
            await page.setViewportSize({ width, height: 600 });
            const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            check(over <= 0, `${name}: ${over} px wider than ${width}`);
        }
    }
    await context.close();
}

/** A responsible person ticks a row off with scripts switched off, first wrongly, then rightly. */
async function ticksOff(browser, town) {
    const { context, page } = await visitor(browser, town, account(town, 'coordinator', 'seversky'), { javaScriptEnabled: false });
    await page.goto(town.base_url);
    await page.locator('a[href*="/overdue"]').first().click();
    await page.locator('main a[href*="/activities/"]').first().click();
    await page.locator('main a[href*="/completion"]').first().click();
    const submit = page.locator('form:has(textarea[name=links]) button').last();
    await page.fill('#day', '28.06.2023');
    await page.fill('#links', 'протокол на сайте');
    await submit.click();
    check((await page.locator('[aria-invalid=true]').count()) === 1, 'a wrong link is named beside its field');
    check((await page.inputValue('#links')) === 'протокол на сайте', 'what was typed is kept');
    await page.fill('#links', 'http://yo-кореновск.рф/protokol.pdf');
    await submit.click();
    check((await page.locator('.box.ok').count()) === 1, 'a receipt says that the mark is recorded');
    check((await page.locator('main').innerText()).includes('yo-кореновск.рф'), 'the link is shown readable');
    await page.screenshot({ path: join(shots, 'receipt.png'), fullPage: true });
    await context.close();
}

/** The coordinator takes an order from its file to an adopted roadmap with scripts switched off, first with a wrong file. */
async function uploads(browser, town) {
    const { context, page } = await visitor(browser, town, account(town, 'coordinator', 'korenovsk'), { javaScriptEnabled: false });
    const begun = Date.now();
    await page.goto(town.base_url);
    await more(page, '/orders/new');
    const read = page.locator('form:has(input[type=file]) button');
    await page.setInputFiles('#file', { name: 'приказ.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
    await read.click();
    check((await page.locator('#file-e').count()) === 1, 'a file that is no order is told beside its field');
    await page.setInputFiles('#file', join(root, 'seeds', 'orders', 'smolensk.docx'));
    await read.click();
    check((await page.inputValue('#to')) === '31.08.2023', 'the period is read from the order');
    await page.screenshot({ path: join(shots, 'draft.png'), fullPage: true });
    await page.fill('#number', '1');
    await page.fill('#date', 'вчера');
    await page.locator('.term input[value^=other-]').first().check();
    await page.click('text=Сохранить >> nth=-1');
    check((await page.getAttribute('#date', 'aria-invalid')) === 'true', 'a wrong date is named beside its field');
    check((await page.locator('.term input[value^=other-]').first().isChecked()), 'the choice is kept');
    await page.fill('#date', '01.09.2022');
    await page.press('#date', 'Enter');
    check(/\/orders\/[0-9a-f-]+$/.test(page.url()), 'the Enter key adopts nothing');
    await page.click('text=Утвердить >> nth=-1');
    check(/\/roadmaps\/[0-9a-f-]+\/plan$/.test(page.url()), `the adopted order is a roadmap (${page.url()})`);
    check((await page.locator('main').innerText()).includes('Показаны все: 23'), 'with all of its rows');
    check(Date.now() - begun < 180_000, 'in under three minutes');
    await context.close();
}

/** A draft on a screen and on a telephone in the dark: no barriers, nothing wider than the screen. */
async function drafts(browser, town) {
    for (const [width, colorScheme] of [[1366, 'light'], [360, 'dark']]) {
        const settings = { viewport: { width, height: 740 }, colorScheme };
        const { context, page } = await visitor(browser, town, account(town, 'coordinator', 'seversky'), settings);
        await more(page, '/orders/new');
        await page.setInputFiles('#file', join(root, 'seeds', 'orders', 'korenovsk.xlsx'));
        await page.click('form:has(input[type=file]) button');
        await look(page, `draft-${width}`, width);
        await page.fill('.term [name^=dates-]', 'скоро');
        await page.click('text=Утвердить >> nth=-1');
        check((await page.locator('.term [aria-invalid=true]').count()) === 1, 'dates that cannot be read are named in their term');
        await look(page, `draft-refused-${width}`, width);
        await page.click('text=Удалить черновик');
        check((await page.locator('a[href*="/orders/"]', { hasText: 'korenovsk' }).count()) === 0, 'a draft thrown away is gone');
        await context.close();
    }
}

/** Strangers, wrong passwords and pages that are not there. */
async function stranger(browser, town) {
    const { context, page } = await visitor(browser, town, null, { viewport: { width: 1366, height: 900 } });
    await page.goto(town.base_url);
    check(page.url().includes('/signin'), 'a stranger is asked to sign in');
    await look(page, 'signin', 1366);
    await page.fill('input[name=login]', 'seversky-coordinator');
    await page.fill('input[name=password]', 'не тот');
    await page.click('form:has(input[name=password]) button');
    check((await page.inputValue('input[name=login]')) === 'seversky-coordinator', 'the login is kept after a wrong password');
    await look(page, 'signin-refused', 1366);
    const missing = await page.goto(`${town.base_url}/signin/nowhere`);
    check(missing.status() === 404, 'a page that is not there says so');
    await look(page, 'missing', 1366);
    await context.close();
}

/** The same pages in English, each kind once. */
async function english(browser, town) {
    const looked = new Set();
    for (const role of ['coordinator', 'auditor']) {
        const settings = { locale: 'en-GB', viewport: { width: 1366, height: 900 } };
        const { context, page } = await visitor(browser, town, account(town, role, 'seversky'), settings);
        for (const [kind, path] of await kinds(page, town)) {
            if (kind.startsWith('/static') || kind.startsWith('/api') || looked.has(kind)) continue;
            looked.add(kind);
            await page.goto(town.base_url + path);
            await look(page, `english-${role}${kind.replace(/ID/g, '').replace(/[/ ]+/g, '-')}`, 1366, 'en');
            check(!/Unknown localization|[a-z]+-[a-z]+-[a-z]+ =/.test(await page.locator('body').innerText()), `${kind}: every word has its English`);
        }
        await context.close();
    }
}

mkdirSync(shots, { recursive: true });
const town = await demo();
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
    await stranger(browser, town);
    await Promise.all([
        roles(browser, town, 'coordinator').then(() => english(browser, town)),
        roles(browser, town, 'responsible', 'head', 'auditor', 'region'),
    ]);
    await ticksOff(browser, town);
    await drafts(browser, town);
    await uploads(browser, town);
    await fromOrderToMark({ browser, town, root, visitor, account, check });
    await fromLetterToMark({ browser, town, visitor, account, check });
} catch (e) {
    check(false, e.stack);
} finally {
    await browser.close();
    check((await town.end()) === 0, 'the demonstration ends cleanly when asked to');
}
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
