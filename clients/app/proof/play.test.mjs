// The app, played in Chromium at a phone's size, in each language: all four mechanics, and what stands beside them.
import assert from 'node:assert/strict'
import {after, before, describe, test} from 'node:test'
import {launch, phone, picture, sound} from './phone.mjs'
import {serve} from './server.mjs'
import {ids, LANGUAGES, text, wordsOf} from './words.mjs'

const JUNE = '2026-06-20T12:00:00+08:00'
let browser, backend

before(async () => {
    ;[browser, backend] = await Promise.all([launch(), serve(JUNE)])
})
after(async () => {
    await browser?.close()
    backend?.stop()
})

for (const language of LANGUAGES) {
    const says = name => text(language, name)
    const of = (amount, target) => `${amount} ${language === 'en' ? 'of' : '/'} ${target}`
    const called = name => `${name}-${language}`

    /** Somebody of age with a purse: what a shop knows of her, and an order. */
    async function member(name) {
        const who = called(name)
        await backend.tell(who, 'member.updated', {tier: 'gold', born: '1990-05-17'})
        await backend.tell(who, 'order.paid', {order: `first-${who}`, amount: '1280.00 CNY', first: true})
        return who
    }

    describe(language, () => {
        test('missions: an order at the till is progress on the phone', async () => {
            const who = await member('mia')
            const one = await phone(browser, backend, who, language)
            await one.open('home')
            await sound(one.page, 'home')
            await picture(one.page, `home-${language}`)
            await one.open('campaign?id=care-box')
            await one.sees(of('¥83', '¥399'))
            await backend.tell(who, 'order.paid', {order: `second-${who}`, amount: '100.00 CNY'})
            await one.page.evaluate(() => dispatchEvent(new Event('tessera-look')))
            await one.sees(of('¥183', '¥399'))
            await sound(one.page, 'campaign')
            await picture(one.page, `campaign-${language}`)
            await one.close()
        })

        test('missions: a check-in by the phone fills the streak', async () => {
            const one = await phone(browser, backend, await member('max'), language)
            await one.open('campaign?id=sweet-wednesday')
            await one.page.locator('.day.on').waitFor({state: 'detached'})
            await one.page
                .locator('.task', {has: one.page.locator('.days')})
                .getByRole('button')
                .click()
            await one.page.locator('.day.on').waitFor({state: 'attached'})
            await one.close()
        })

        test('an album: pieces become what they stand for', async () => {
            const who = await member('ada')
            const pieces = Object.fromEntries(
                ['health', 'wealth', 'love', 'work', 'joker'].map(piece => [`luck/${piece}`, 8]),
            )
            await backend.given(who, {campaign: 'new-year-cards', fragments: pieces})
            const one = await phone(browser, backend, who, language)
            await one.open('album?id=new-year-cards&name=luck')
            await sound(one.page, 'album')
            await picture(one.page, `album-${language}`)
            await one.page.locator('.piece button').first().click()
            await one.page.locator('.sheet').getByText(says('album.held')).waitFor()
            await sound(one.page, 'a piece')
            await one.page.keyboard.press('Escape')
            await one.press(says('album.assemble'))
            await one.sees(says('album.assembled'))
            await sound(one.page, 'what an album became')
            await picture(one.page, `assembled-${language}`)
            const {has} = (await backend.me(who)).campaigns['new-year-cards']
            assert.equal(has['prizes/five-lucky'], 1)
            await one.press(says('gain.fine'))
            await one.press(says('album.exchange'))
            await sound(one.page, 'the sheet of an exchange')
            await one.close()
        })

        test('a piece goes to a friend', async () => {
            const who = await member('sam')
            await backend.given(who, {campaign: 'new-year-cards', fragments: {'luck/love': 2}})
            const friend = await backend.member(called('eve'))
            const one = await phone(browser, backend, who, language)
            await one.open('album?id=new-year-cards&name=luck')
            await one.press(says('album.send'))
            await one.page.locator('.sheet .option').first().click()
            await one.page.locator('.sheet input').fill(friend)
            await sound(one.page, 'the sheet of a gift')
            await one.press(says('album.send_now'))
            await one.sees(says('album.sent'))
            assert.equal(
                (await backend.me(called('eve'))).campaigns['new-year-cards'].collections.luck.missing.length,
                4,
            )
            await one.close()
        })

        test('a box opens, in still pictures where motion is unwanted', async () => {
            const who = await member('bob')
            for (const reducedMotion of ['no-preference', 'reduce']) {
                const one = await phone(browser, backend, who, language, {reducedMotion})
                await one.open('box?id=care-box&name=care')
                await sound(one.page, 'box')
                await one.press(says('box.open'))
                await one.sees(says('box.won'))
                await sound(one.page, 'what a box held')
                await picture(one.page, `won-${language}`)
                const moves = await one.page.evaluate(
                    () => getComputedStyle(document.querySelector('.won-picture')).animationName,
                )
                assert.equal(moves === 'none', reducedMotion === 'reduce')
                await one.press(says('box.check'))
                await one.sees(says('verify.wait').slice(0, 12))
                await sound(one.page, 'a draw that is sealed')
                await one.close()
            }
            assert.equal((await backend.me(who)).campaigns['care-box'].boxes.care.drawn, 2)
        })

        test('ten boxes at once', async () => {
            const who = await member('ten')
            await backend.given(who, {campaign: 'tea-shop', points: 1000})
            const one = await phone(browser, backend, who, language)
            await one.open('box?id=tea-shop&name=shop')
            await one.press(says('box.open_ten'))
            await one.page.locator('.won-each').nth(9).waitFor()
            await sound(one.page, 'what ten boxes held')
            await picture(one.page, `ten-${language}`)
            await one.close()
        })

        test('points become a gift, once it is asked for', async () => {
            const who = await member('gil')
            const one = await phone(browser, backend, who, language)
            await one.open('campaign?id=monthly-gifts')
            await sound(one.page, 'offers')
            await one.page.locator('.offer').first().scrollIntoViewIfNeeded()
            await picture(one.page, `offers-${language}`)
            const {points} = await backend.me(who)
            await one.page.locator('.offer .press:not([disabled])').first().click()
            await sound(one.page, 'the sheet of an offer')
            await one.page
                .locator('.sheet')
                .getByRole('button', {name: says('offer.redeem')})
                .click()
            await one.sees(says('offer.redeemed'))
            assert.equal((await backend.me(who)).points, points - 200)
            await one.close()
        })

        test('a button that may not be pressed says why, and when again', async () => {
            const one = await phone(browser, backend, await member('why'), language)
            await one.open('campaign?id=monthly-gifts')
            const closed = one.page.locator('.offer', {has: one.page.locator('[disabled]')}).first()
            await closed.getByText(language === 'en' ? /^Opens (in|on) / : /开放。$/).waitFor()
            assert.match(await closed.innerText(), /22.*10:00|\d\d:\d\d:\d\d/)
            await one.close()
        })

        test('odds, rules, ranking, pass, shelf and history show', async () => {
            const who = await member('eva')
            await backend.tell(who, 'design.liked', {by: 'a friend'})
            await backend.given(who, {campaign: 'care-box', draws: {care: 1}, prizes: {rose: 1}})
            const one = await phone(browser, backend, who, language)
            const screens = {
                odds: 'odds?id=care-box&kind=boxes&name=care',
                rules: 'rules?id=care-box',
                board: 'board?id=kids-atelier&name=favourites',
                pass: 'pass',
                prizes: 'home?tab=prizes',
                history: 'home?tab=history',
            }
            for (const [name, path] of Object.entries(screens)) {
                await one.open(path)
                await one.page.locator('.card').first().waitFor()
                await sound(one.page, name)
                await picture(one.page, `${name}-${language}`)
            }
            await one.close()
        })

        test('at /play, a till and a clock stand beside the phone', async () => {
            const who = await member('pia')
            const page = await browser.newPage({viewport: {width: 1280, height: 940}, locale: language})
            await page.route('**/local/events', async route => {
                if (route.request().method() === 'GET') await new Promise(done => setTimeout(done, 500))
                await route.continue() // until it is known what an order looks like, none can be reported
            })
            await page.goto(`${backend.url}/play/?as=${who}`)
            await page.getByRole('button', {name: 'Report an order'}).click()
            await page
                .getByText('3 draws/care')
                .or(page.getByText('1 draws/care'))
                .or(page.getByText('counted'))
                .first()
                .waitFor()
            await page.frameLocator('iframe').locator('.campaign-card').first().waitFor()
            await picture(page, `play-${language}`)
            const clock = page.locator('#now')
            const [before] = (await clock.innerText()).split(' ')
            await page.getByRole('button', {name: '+ 1 day'}).click()
            await page.getByText('The clock is set.').waitFor()
            await page.waitForFunction(day => !document.getElementById('now').textContent.startsWith(day), before)
            await page.getByRole('button', {name: 'A day when most is on'}).click()
            await page.getByText('The clock went back').waitFor()
            await page.close()
        })

        test('no screen of any campaign shows an id where a title belongs', async () => {
            const who = await member('ida')
            const me = await backend.me(who)
            const words = await wordsOf(backend, me)
            const hidden = new Set(ids(words))
            const one = await phone(browser, backend, who, language)
            for (const [id, view] of Object.entries(me.campaigns)) {
                const screens = [
                    `campaign?id=${id}`,
                    `rules?id=${id}`,
                    ...Object.keys(view.boxes).flatMap(name => [
                        `box?id=${id}&name=${name}`,
                        `odds?id=${id}&kind=boxes&name=${name}`,
                    ]),
                    ...Object.keys(view.collections).map(name => `album?id=${id}&name=${name}`),
                ]
                for (const path of screens) {
                    await one.open(path)
                    const shown = await one.page.evaluate(() => {
                        const texts = []
                        const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
                        while (walk.nextNode()) texts.push(walk.currentNode.textContent.trim())
                        return texts
                    })
                    assert.deepEqual(
                        shown.filter(
                            one =>
                                hidden.has(one.replace(/^[+−]? ?(\d+ × )?/, '')) ||
                                /^(challenges|prizes|blind_boxes)\//.test(one),
                        ),
                        [],
                        path,
                    )
                    if (path.startsWith('campaign')) await sound(one.page, path)
                }
            }
            await one.close()
        })
    })
}
