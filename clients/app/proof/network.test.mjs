// What a member taps is done once, whatever the network does; and what strangers write shows as text.
import assert from 'node:assert/strict'
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after, before, test} from 'node:test'
import {launch, phone, picture, sound} from './phone.mjs'
import {ROOT, serve} from './server.mjs'
import {LANGUAGES, text} from './words.mjs'

const says = name => text('en', name)
let browser, backend

before(async () => {
    ;[browser, backend] = await Promise.all([launch(), serve('2026-06-20T12:00:00+08:00')])
})
after(async () => {
    await browser?.close()
    backend?.stop()
})

async function holder(name) {
    await backend.tell(name, 'member.updated', {born: '1990-05-17'})
    await backend.given(name, {campaign: 'care-box', draws: {care: 3}})
    return phone(browser, backend, name, 'en')
}
const drawn = async name => (await backend.receipts(name)).filter(({does}) => does === 'draw').length

test('a tap on a slow network is one draw', async () => {
    const one = await holder('slow')
    await one.open('box?id=care-box&name=care')
    const line = await one.page.context().newCDPSession(one.page)
    await line.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 1200,
        downloadThroughput: 6000,
        uploadThroughput: 6000,
    })
    await one.press(says('box.open'))
    await one.sees(says('box.won'))
    assert.equal(await drawn('slow'), 1)
    await one.close()
})

test('an answer that is lost is asked for again, and the box was opened once', async () => {
    const one = await holder('lost')
    await one.open('box?id=care-box&name=care')
    let lost = 0
    await one.page.route('**/draw', async route => {
        if (lost++) return route.continue()
        await route.fetch()
        await route.abort()
    })
    await one.press(says('box.open'))
    await one.sees(says('box.won'))
    assert.equal(lost, 2)
    assert.equal(await drawn('lost'), 1)
    await one.close()
})

test('without a network the app says so, keeps what was tapped, and does it at the next start', async () => {
    const one = await holder('gone')
    await one.open('box?id=care-box&name=care')
    await one.page.route('**/v1/**', route => route.abort())
    await one.press(says('box.open'))
    await one.sees(says('offline').slice(0, 14))
    await sound(one.page, 'offline')
    await picture(one.page, 'offline-en')
    await one.page.unroute('**/v1/**')
    await one.open('home')
    await one.page.waitForFunction(() => !Object.keys(localStorage).some(key => key.includes('wish/')))
    assert.equal(await drawn('gone'), 1)
    await one.close()
})

test('a tap is one request', async () => {
    const one = await holder('once')
    await one.open('box?id=care-box&name=care')
    const asked = []
    one.page.on(
        'request',
        request =>
            request.url().includes('/v1/') && asked.push(`${request.method()} ${new URL(request.url()).pathname}`),
    )
    await one.press(says('box.open'))
    await one.sees(says('box.won'))
    assert.deepEqual(asked, ['POST /v1/campaigns/care-box/boxes/care/draw'])
    await one.close()
})

test('a token that ends in the middle of a tap: the app signs in again, and the box was opened once', async () => {
    const one = await holder('over')
    await one.open('box?id=care-box&name=care')
    const tokens = []
    await one.page.route('**/draw', route => {
        tokens.push(route.request().headers().authorization)
        if (tokens.length > 1) return route.continue()
        const body = {type: 'about:blank', title: '', status: 401, code: 'unauthenticated', detail: '', server_time: 1}
        return route.fulfill({status: 401, contentType: 'application/problem+json', body: JSON.stringify(body)})
    })
    await one.press(says('box.open'))
    await one.sees(says('box.won'))
    assert.equal(tokens.length, 2)
    assert.equal(await drawn('over'), 1)
    await one.close()
})

test('where the storage is full, nothing is sent, and the member is told so', async () => {
    const one = await holder('full')
    await one.open('box?id=care-box&name=care')
    await one.page.evaluate(() => {
        const put = Storage.prototype.setItem
        Storage.prototype.setItem = function (key, value) {
            if (key.includes('wish/')) throw new DOMException('full', 'QuotaExceededError')
            put.call(this, key, value)
        }
    })
    await one.press(says('box.open'))
    await one.sees(says('why.storage_full'))
    await sound(one.page, 'a full storage')
    assert.equal(await drawn('full'), 0)
    await one.close()
})

test('a storage that takes nothing at all costs speed, and no screen', async () => {
    const one = await holder('bare')
    await one.page.context().addInitScript(() => {
        Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError')
        }
    })
    for (const path of ['home', 'campaign?id=care-box', 'home?tab=prizes', 'home?tab=history']) await one.open(path)
    await one.close()
})

test('of two tabs with one box left, one opens it, and the other is told what it lacks', async () => {
    await backend.tell('twin', 'member.updated', {born: '1990-05-17'})
    await backend.given('twin', {campaign: 'care-box', draws: {care: 1}})
    const one = await phone(browser, backend, 'twin', 'en')
    const path = 'box?id=care-box&name=care'
    await one.open(path)
    const other = await one.page.context().newPage()
    await other.goto(one.page.url())
    const opens = page => page.getByRole('button', {name: says('box.open')}).first()
    await opens(other).waitFor()
    await one.press(says('box.open'))
    await one.sees(says('box.won'))
    await opens(other).click() // it has not looked since
    await other.locator('.notice').waitFor()
    await other.locator('.act-why', {hasText: says('why.lacks')}).waitFor()
    assert.equal(await drawn('twin'), 1)
    await one.close()
})

test('when the campaign is over, the phone works out the draw by itself', async () => {
    const own = await serve('2026-08-30T12:00:00+08:00')
    await own.tell('vera', 'member.updated', {born: '1990-05-17'})
    await own.given('vera', {campaign: 'care-box', draws: {care: 2}})
    const one = await phone(browser, own, 'vera', 'en')
    await one.open('box?id=care-box&name=care')
    await one.press(says('box.open'))
    await one.sees(says('box.won'))
    await own.clock({now: '2026-09-03T12:00:00+08:00'})
    await one.open('home?tab=history')
    await one.press(says('box.check'))
    await one.sees(says('verify.true'))
    await sound(one.page, 'a draw that was checked')
    await picture(one.page, 'checked-en')

    let asked = 0 // on a bad network it is asked again
    await one.page.route('**/odds*', route => (++asked < 3 ? route.abort() : route.continue()))
    await one.open('verify')
    await one.sees(says('verify.true'))
    assert.equal(asked, 3)
    await one.page.unroute('**/odds*')
    await one.page.route('**/odds*', async route => {
        const got = await route.fetch()
        const said = await got.json()
        const changed = said.odds.seed.replace(/^./, one => (one === '0' ? '1' : '0'))
        await route.fulfill({response: got, json: {...said, odds: {...said.odds, seed: changed}}})
    })
    await one.open('verify')
    await one.sees(says('verify.false'))
    await sound(one.page, 'a draw that does not fit')
    await one.close()
    own.stop()
})

/** A copy of a folder of campaigns in which the file of one of them is written anew. */
function copied(from, campaign, rewritten) {
    const folder = join(mkdtempSync(join(tmpdir(), 'tessera-')), 'campaigns')
    cpSync(join(ROOT, from), folder, {recursive: true})
    const file = join(folder, campaign, 'campaign.yaml')
    writeFileSync(file, rewritten(readFileSync(file, 'utf8')))
    return folder
}
const HOSTILE = '<img src=x onerror=alert(1)>\\u202Egnihtyna{{ 1 + 1 }}' + 'W'.repeat(120)

test('what is asked and answered in hostile words shows as text, too', async () => {
    const folder = copied('examples/live-room', 'question-of-the-day', file =>
        file.replace(/(ask|a|b|c|title): (\{zh-CN: [^}]*\}|"[^"]*")/g, `$1: "${HOSTILE}"`),
    )
    const own = await serve('2026-06-01T12:30:00+08:00', folder)
    const one = await phone(browser, own, 'mallory', 'en')
    await one.open('campaign?id=question-of-the-day')
    assert.ok((await one.page.locator('.choice').innerText()).includes('{{ 1 + 1 }}'))
    await sound(one.page, 'a hostile question')
    await one.page.locator('.option').nth(1).click()
    await one.page.getByRole('button', {name: says('quiz.answer'), exact: true}).click()
    await one.page.locator('.sheet').getByText(says('quiz.was')).waitFor()
    await sound(one.page, 'a hostile answer')
    await one.close()
    own.stop()
})

test('words in a language of another country show where nobody wrote the own one', async () => {
    const folder = copied('examples/live-room', 'question-of-the-day', file =>
        file.replace(/\{zh-CN: [^,}]*, en: ([^}]*)\}/g, '{fr: $1}'),
    )
    const own = await serve('2026-06-01T12:30:00+08:00', folder)
    for (const language of LANGUAGES) {
        const one = await phone(browser, own, 'fleur', language, {timezoneId: 'Europe/Paris'})
        await one.open('campaign?id=question-of-the-day')
        for (const words of ['The question at the door', 'Berries', 'Watch', 'Fan box']) await one.sees(words)
        await one.open('home?tab=history')
        await one.sees('(UTC+8)') // the clock is not the phone's
        await one.close()
    }
    own.stop()
})

test('hostile words show as text, and break no screen', async () => {
    const folder = copied('campaigns', 'care-box', file => file.replace(/^title: .*$/m, `title: "${HOSTILE}"`))
    const own = await serve('2026-06-20T12:00:00+08:00', folder)
    rmSync(join(folder, 'care-box', 'pictures', 'care-box.svg'))
    const one = await phone(browser, own, 'mallory', 'en')
    for (const path of ['home', 'campaign?id=care-box']) {
        await one.open(path)
        await one.sees('<img src=x onerror=alert(1)>')
        await one.sees('{{ 1 + 1 }}')
        await sound(one.page, path)
    }
    await one.close()
    own.stop()
})
