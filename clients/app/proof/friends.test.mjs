// How somebody came: the link of a member or the code of a channel goes along with the first sign-in.
import assert from 'node:assert/strict'
import {after, before, test} from 'node:test'
import {launch, phone} from './phone.mjs'
import {ROOT, serve} from './server.mjs'

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
