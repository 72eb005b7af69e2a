// Members bring friends: the link that one shares, the sign-in of who opens it, and what comes of the friend's order.
import assert from 'node:assert/strict'
import {after, before, describe, test} from 'node:test'
import {launch, phone, sound} from './phone.mjs'
import {drawn, shown} from './qr.mjs'
import {ROOT, serve} from './server.mjs'
import {LANGUAGES, text} from './words.mjs'

const CAMPAIGN = 'campaign?id=a-friend-who-buys'
let browser, backend

before(async () => {
    ;[browser, backend] = await Promise.all([launch(), serve('2026-06-20T12:00:00+08:00', `${ROOT}examples/friends`)])
})
after(async () => {
    await browser?.close()
    backend?.stop()
})

/** Who opens a link on this phone, where the laptop's sign-in takes a name from the address. */
const opened = (link, name) => {
    const url = new URL(link)
    url.searchParams.set('as', name)
    return String(url)
}
const home = query => `${backend.url}/play/app/${query}`
/** What was noted with the first sign-in: the inviter by her token, the channel's code. */
const enrolled = async name => (await backend.receipts(name)).find(({does}) => does === 'enrol').asked ?? {}
const kept = page => page.evaluate(() => localStorage.getItem('tessera.led'))

async function goes(one, url) {
    await one.page.goto(url)
    await one.page.locator('main .card').first().waitFor()
    await one.page.waitForLoadState('networkidle')
}

for (const language of LANGUAGES) {
    const says = name => text(language, name)
    const called = name => `${name}-${language}`
    const hundred = language === 'en' ? '100 points' : '100 积分'

    describe(language, () => {
        test('Bo comes by the link of Ana and buys, and she sees what she gets', async () => {
            const [ana, bo] = [called('ana'), called('bo')]
            const one = await phone(browser, backend, ana, language, {permissions: ['clipboard-read', 'clipboard-write']})
            await one.open('home')
            const card = one.page.locator('.invite')
            await card.getByText(says('invite.title')).waitFor()
            await card.getByText(hundred).waitFor()
            assert.equal(await card.locator('li').count(), 1)
            await card.getByText(says('task.each'), {exact: true}).waitFor()
            await sound(one.page, 'the card of an invitation')
            await one.press(says('invite.go'))
            await one.page.locator('.sheet .qr').waitFor()
            await sound(one.page, 'the sheet of an invitation')
            const link = await one.page.locator('.sheet .print').innerText()
            assert.equal(link, home(`?via=${(await backend.me(ana)).share}`))
            assert.deepEqual(await shown(one.page), drawn(link))
            assert.equal(await one.page.getByRole('button', {name: says('invite.share')}).count(), 0)
            await one.press(says('invite.copy'))
            await one.sees(says('copied'))
            assert.equal(await one.page.evaluate(() => navigator.clipboard.readText()), link)
            await one.page.keyboard.press('Escape')

            const other = await phone(browser, backend, bo, language)
            await goes(other, opened(link, bo))
            assert.deepEqual(await enrolled(bo), {invited_by: (await backend.me(ana)).share})
            assert.equal(await kept(other.page), null)
            await backend.tell(bo, 'order.paid', {order: `a-${bo}`, channel: 'shop', amount: '120.00 CNY'})
            await other.open(CAMPAIGN)
            await other.sees(says('campaign.waits'))
            await other.close()

            for (let i = 0; (await backend.me(ana)).purse.pending < 100; i++) {
                assert.ok(i < 100, 'Nobody told Ana.')
                await new Promise(done => setTimeout(done, 100))
            }
            await one.look()
            await card.getByText(language === 'en' ? 'Earned 1 time' : '已获得 1 次').waitFor()
            await one.open(CAMPAIGN)
            await one.sees(says('campaign.waits'))
            await one.page.locator('.lead').getByText(hundred).waitFor()
            assert.equal(await one.page.getByRole('button', {name: says('invite.go')}).count(), 1)
            await one.press(says('invite.go'))
            await sound(one.page, 'the sheet of an invitation to a campaign')
            assert.match(await one.page.locator('.sheet .print').innerText(), /#\/pages\/campaign\?id=a-friend-who-buys$/)
            await one.close()
        })

        test('where the browser has a dialog to share by, the link goes there', async () => {
            const who = called('sue')
            const one = await phone(browser, backend, who, language)
            await one.page.addInitScript(() => {
                navigator.share = async data => void (window.shared = data)
            })
            await one.open('home')
            await one.press(says('invite.go'))
            await one.press(says('invite.share'))
            await sound(one.page, 'an invitation where the browser shares')
            const {url} = await one.page.evaluate(() => window.shared)
            assert.equal(url, await one.page.locator('.sheet .print').innerText())
            await one.close()
        })
    })
}

const LED = [
    ['a channel', '?channel_code=douyin-live-7', {code: 'douyin-live-7'}],
    ['a token that was made up', '?via=jDWYCW2mTu4rqm00XFZ6FTn8wg', {}],
    ['a token with a slip', '?via=%3Cimg%20src=x%3E', {}],
    ['a token without an end', `?via=${'a'.repeat(2000)}&channel_code=${'b'.repeat(300)}`, {}],
    ['nothing', '?via=&channel_code=', {}],
]

for (const [what, query, found] of LED) {
    test(`who comes by ${what} is signed in`, async () => {
        const name = what.replaceAll(' ', '-')
        const one = await phone(browser, backend, name, 'en')
        await goes(one, `${backend.url}/play/app/${query}&as=${name}#/pages/home`)
        assert.deepEqual(await enrolled(name), found)
        await one.close()
    })
}

test('a link with its token behind the screen is followed, too, and one that nobody can read breaks no screen', async () => {
    const via = (await backend.me('gus')).share
    const one = await phone(browser, backend, 'hal', 'en')
    await goes(one, `${backend.url}/play/app/?as=hal#/pages/${CAMPAIGN}&via=${via}`)
    assert.deepEqual(await enrolled('hal'), {invited_by: via})
    await goes(one, `${backend.url}/play/app/?as=hal&2#/pages/${CAMPAIGN}&via=%E0%A4%A`)
    await one.sees('A friend who buys')
    await one.close()
})

test('a link that is opened without a network counts at the next start, and is forgotten then', async () => {
    const via = (await backend.me('ann')).share
    const one = await phone(browser, backend, 'cy', 'en')
    await one.page.route('**/v1/session', route => route.abort())
    await one.page.goto(opened(home(`?via=${via}`), 'cy'))
    await one.page.waitForFunction(() => localStorage.getItem('tessera.led'))
    await one.page.unroute('**/v1/session')
    await one.open('home')
    assert.deepEqual(await enrolled('cy'), {invited_by: via})
    assert.equal(await kept(one.page), null)
    await one.close()
})

test('where no mission is about friends, nobody is asked to invite them', async () => {
    const one = await phone(browser, backend, 'eve', 'en')
    await backend.clock({now: '2027-01-02T12:00:00+08:00'})
    await one.page.goto(`${backend.url}/play/app/?as=eve#/pages/home`)
    await one.sees(text('en', 'home.empty'))
    assert.equal(await one.page.locator('.invite').count(), 0)
    await one.close()
})
