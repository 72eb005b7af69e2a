// At a till: the pass as a QR code names the member, a bill takes a coupon, and the shelf tells what became of it.
import assert from 'node:assert/strict'
import {after, before, describe, test} from 'node:test'
import {launch, phone, sound} from './phone.mjs'
import {drawn, shown} from './qr.mjs'
import {ROOT, serve} from './server.mjs'
import {LANGUAGES, text} from './words.mjs'

let browser, backend

before(async () => {
    ;[browser, backend] = await Promise.all([launch(), serve('2026-06-20T12:00:00+08:00', `${ROOT}examples/snacks`)])
})
after(async () => {
    await browser?.close()
    backend?.stop()
})

for (const language of LANGUAGES) {
    const says = name => text(language, name)

    describe(language, () => {
        test('a bill reads the pass and takes a coupon, which is used then', async () => {
            const who = `tilda-${language}`
            await backend.tell(who, 'member.joined')
            const one = await phone(browser, backend, who, language)
            const [answer] = await Promise.all([
                one.page.waitForResponse(got => got.url().endsWith('/v1/me/pass')),
                one.open('pass'),
            ])
            const {pass} = await answer.json()
            await one.page.locator('.qr').waitFor()
            await sound(one.page, 'the pass')
            assert.deepEqual(await shown(one.page), drawn(pass))

            await one.open('home?tab=prizes')
            await one.page.locator('.prize-act button').nth(2).waitFor()
            await sound(one.page, 'coupons')
            await one.page.locator('.prize', {hasText: /20/}).getByRole('button').first().click()
            const code = await one.page.locator('.code-text').innerText()
            assert.deepEqual(await shown(one.page), drawn(code))
            await sound(one.page, 'the code of a coupon')
            await one.page.keyboard.press('Escape')

            const order = `/v1/bills/pos/${who}`
            const bill = {pass, amount: '178.00 CNY'}
            const paid = await backend.shop(`${order}/pay`, {...bill, coupons: [code], payment: `pay-${who}`})
            assert.match(JSON.stringify(paid), /"to_pay":{"minor":15800/)
            await one.look()
            const used = one.page.locator('.prize.past')
            await used.getByText(says('shelf.state.used')).waitFor()
            assert.equal(await used.locator('button').count(), 0)
            assert.equal(await one.page.locator('.prize-act button').count(), 2)
            await one.open('home?tab=history')
            await one.sees(says('does.pay'))
            await sound(one.page, 'the history of a bill')
            await one.close()
        })
    })
}
