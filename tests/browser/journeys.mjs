// Whole journeys with scripts switched off, in one office: the coordinator takes an order to a roadmap and people to their
// sign-ins, a responsible person ticks off, the mark comes back and is accepted, the auditor reads how it went.
import { join } from 'node:path';

const button = (page, words) => page.getByRole('button', { name: words, exact: true });

/** Opens «Ещё» and follows one of its links. */
export async function more(page, end) {
    await page.click('.more summary');
    await page.click(`.more a[href$="${end}"]`);
}

/** A file of an order becomes a roadmap: unclear terms settled, adopted; its address without the page. */
async function adopts(page, root, check) {
    const begun = Date.now();
    await more(page, '/orders/new');
    await page.setInputFiles('#file', join(root, 'seeds', 'orders', 'seversky.docx'));
    await page.click('form:has(input[type=file]) button');
    check((await page.locator('#title').inputValue()).includes('Северский'), 'the heading of the order is read');
    const unclear = page.locator('fieldset.term');
    check((await unclear.count()) > 3, 'unclear terms are shown first');
    await unclear.first().locator('input[value=quarters]').check();
    await page.click('text=Утвердить >> nth=-1');
    check(/\/roadmaps\/[0-9a-f-]+\/plan$/.test(page.url()), `seversky.docx is a roadmap (${page.url()})`);
    check((await page.locator('main').innerText()).includes('Показаны все: 95'), 'with all of its 95 rows');
    const seconds = (Date.now() - begun) / 1000;
    check(seconds < 180, 'from the file to the roadmap in under three minutes');
    console.log(`seversky.docx to an adopted roadmap: ${seconds.toFixed(1)} s of clicking`);
    return page.url().replace(/\/plan$/, '');
}

/** Marks have to be accepted; a new person is responsible for the first row and is invited to sign in. */
async function invites(page, roadmap, check) {
    await page.goto(`${roadmap}/settings`);
    await page.check('input[name=acceptance]');
    await button(page, 'Записать').click();
    check((await page.locator('.box.ok').count()) === 1, 'acceptance is switched on');
    await more(page, '/people');
    await page.click('text=Добавить человека');
    await page.fill('#name', 'Журнова А.А.');
    await page.fill('#email', 'zhurnova');
    await page.selectOption('#role', { label: 'ответственный' });
    await page.click('main form button.main');
    check((await page.locator('#email[aria-invalid=true]').count()) === 1, 'an address without a domain is told beside its field');
    await page.fill('#email', 'zhurnova@office.example.org');
    await page.click('main form button.main');
    check((await page.locator('main h1').innerText()).includes('Журнова'), 'the new person has a page');
    await page.goto(`${roadmap}/plan`);
    await page.locator('input[name=m]').first().check();
    await page.selectOption('#sel select', { label: 'Сменить ответственных' });
    await page.click('#sel .main');
    await page.selectOption('#assign', { label: 'Журнова А.А.' });
    await page.click('main form button.main');
    check((await page.locator('#basis[aria-invalid=true]').count()) === 1, 'without a basis nothing is changed');
    await page.fill('#basis', 'Приказ № 77');
    await page.fill('#basis-date', '03.07.2023');
    await page.click('main form button.main');
    check((await page.locator('#receipt').innerText()).includes('Журнова'), 'the receipt names the new responsible');
    await more(page, '/accounts');
    await page.selectOption('#person', { label: 'Журнова А.А., zhurnova@office.example.org' });
    await page.fill('#login', 'zhurnova');
    await page.click('main form button.main');
    check((await page.locator('main').innerText()).includes('zhurnova'), 'the account is there');
    await more(page, '/demo/mail');
    await page.locator('main a', { hasText: /./ }).first().click();
    const letter = await page.locator('main').innerText();
    return letter.match(/http:\/\/\S+\/signin\/link\/\S+/)[0];
}

/** The invited person opens the letter's link, chooses a password and ticks the row off. */
async function answers(page, link, check) {
    await page.goto(link);
    await page.goto(link);
    check((await button(page, 'Войти').count()) === 1, 'opening the link, even twice, uses nothing up');
    await button(page, 'Войти').click();
    if (await page.locator('#new').count()) {
        await page.fill('#new', 'веха у дороги 7');
        await page.fill('#again', 'веха у дороги 7');
        await page.locator('form:has(#new) button').click();
    }
    await page.goto(new URL('/', page.url()).href);
    check(page.url().endsWith('/mine'), `what one answers for comes first (${page.url()})`);
    await marks(page, 'https://office.example.org/plan.pdf', check);
}

async function marks(page, address, check) {
    await page.locator('main a', { hasText: 'Отметить исполнение' }).first().click();
    await page.fill('#day', '05.07.2023');
    await page.fill('#links', address);
    await page.locator('form:has(textarea[name=links]) button').last().click();
    const receipt = await page.locator('.box.ok').innerText();
    check(receipt.includes('office.example.org'), 'a receipt says what was recorded');
}

/** Returns, or accepts, the mark that waits. */
async function reviews(page, roadmap, reason, check) {
    await page.goto(`${roadmap}/review`);
    await page.locator('main td a').first().click();
    if (reason) {
        await page.locator('#mark summary', { hasText: 'Вернуть' }).click();
        await page.fill('textarea[name=reason] >> nth=0', reason);
        await page.locator('#mark form:has(textarea) button').first().click();
        check((await page.locator('main').innerText()).includes(reason), 'the mark is returned with its reason');
    } else {
        await button(page, 'Принять').click();
        check((await page.locator('#receipt').innerText()).includes('принята'), 'the mark is accepted');
    }
}

/** From the uploaded file to the accepted mark. */
export async function fromOrderToMark({ browser, town, root, visitor, account, check }) {
    const still = { javaScriptEnabled: false, viewport: { width: 1366, height: 900 } };
    const coordinator = await visitor(browser, town, account(town, 'coordinator', 'smolensk'), still);
    const roadmap = await adopts(coordinator.page, root, check);
    const link = await invites(coordinator.page, roadmap, check);
    const responsible = await visitor(browser, town, null, still);
    await answers(responsible.page, link, check);
    await reviews(coordinator.page, roadmap, 'Нет подписи на плане', check);
    await responsible.page.goto(`${town.base_url}/`);
    check((await responsible.page.locator('main').innerText()).includes('Нет подписи на плане'), 'its author reads why');
    await marks(responsible.page, 'https://office.example.org/plan-signed.pdf', check);
    await reviews(coordinator.page, roadmap, null, check);
    const auditor = await visitor(browser, town, account(town, 'auditor', 'smolensk'), still);
    await auditor.page.goto(`${roadmap}/changes`);
    check((await auditor.page.locator('main').innerText()).includes('Приказ № 77'), 'the auditor reads the change with its ground');
    await auditor.page.goto(roadmap.replace(/roadmaps.*/, 'journal'));
    const told = await auditor.page.locator('main').innerText();
    check(told.includes('Журнова А.А.') && told.includes('Нет подписи'), 'and the whole history in sentences');
    check((await auditor.page.goto(`${roadmap}?as_of=2023-07-04`)).status() === 404, 'the day before it was not there');
    for (const { context } of [coordinator, responsible, auditor]) await context.close();
}

/** Personal links of the letters that the demonstration has sent, the newest letter first. */
async function linksOfLetters(page, town) {
    await page.goto(`${town.base_url}/demo/mail`);
    const letters = await page.locator('main td a, main th a').evaluateAll((all) => all.map((a) => a.href));
    const links = [];
    for (const letter of letters) {
        await page.goto(letter);
        const words = await page.locator('main').innerText();
        links.push(...(words.match(/\/o\/[\w-]{20}/g) || []));
    }
    return [...new Set(links)];
}

/** From letters to what they ask for, signed in to nothing: a mark and its receipt, another term and its refusal. */
export async function fromLetterToMark({ browser, town, visitor, account, check }) {
    const still = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
    const coordinator = await visitor(browser, town, account(town, 'coordinator', 'seversky'), { ...still, viewport: { width: 1366, height: 900 } });
    const reader = await visitor(browser, town, null, still);
    const { page } = reader;
    const open = [];
    for (const link of await linksOfLetters(coordinator.page, town)) {
        await page.goto(town.base_url + link);
        if (await page.locator('input[name=deed][value=move]').count()) open.push(link);
        if (open.length === 2) break;
    }
    check(open.length === 2, 'the letters of the demonstration have links that wait for an answer');
    if (open.length < 2) return;
    await page.goto(town.base_url + open[0]);
    check((await page.locator('main').innerText()).includes('Личная ссылка'), 'the link says whose it is');
    const box = await page.locator('main').boundingBox();
    check(box.x >= 0 && box.x + box.width <= 390, 'it fits a telephone');
    const row = await page.locator('.said .order').innerText();
    await page.fill('#day', '03.07.2023');
    await page.fill('#links', 'протокол на сайте');
    await button(page, 'Отметить исполнение').click();
    check((await page.locator('#links[aria-invalid=true]').count()) === 1, 'what is no link is told beside its field');
    check((await page.locator('#day').inputValue()) === '03.07.2023', 'what was typed is kept');
    await page.fill('#links', 'https://school.example.org/protocol.pdf');
    await button(page, 'Отметить исполнение').click();
    check((await page.locator('#receipt').innerText()).includes('school.example.org/protocol.pdf'), 'a receipt says what was recorded');
    await page.goto(town.base_url + open[0]);
    check((await page.locator('#receipt').count()) === 1 && (await page.locator('main form').count()) === 0, 'the second time there is the receipt and no form');
    await page.goto(town.base_url + open[1]);
    await page.locator('summary', { hasText: 'Не состоялось' }).click();
    await page.fill('#reason', 'Карантин в школе');
    await page.fill('#to', '01.09.2023');
    await button(page, 'Попросить о переносе').click();
    check((await page.locator('#receipt').innerText()).includes('Карантин в школе'), 'the request is with the coordinator');
    const office = coordinator.page;
    await office.goto(`${town.base_url}/`);
    await office.locator('nav a', { hasText: 'На проверке' }).first().click();
    check((await office.locator('main').innerText()).includes(row.split('. ').pop().slice(0, 20)), 'the coordinator sees the mark');
    const request = office.locator('#requests .said', { hasText: 'Карантин в школе' });
    check((await request.count()) === 1, 'and the request');
    await request.locator('summary', { hasText: 'Отказать' }).click();
    await request.locator('textarea').fill('Срок установлен приказом');
    await request.locator('form button').click();
    check((await office.locator('main').innerText()).includes('Срок установлен приказом'), 'it is declined with a reason');
    await page.goto(town.base_url + open[1]);
    check((await page.locator('#receipt').innerText()).includes('Срок установлен приказом'), 'the link tells the answer');
    for (const { context } of [coordinator, reader]) await context.close();
}
