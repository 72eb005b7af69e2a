// What members are asked: a question of the day, a form, a missed day to make up, and where a gift goes. In each language.
import assert from 'node:assert/strict'
import {after, before, describe, test} from 'node:test'
import {launch, phone, sound} from './phone.mjs'
import {ROOT, serve} from './server.mjs'
import {LANGUAGES, text} from './words.mjs'

const DOOR = 'campaign?id=question-of-the-day'
const SKIN = 'campaign?id=know-your-skin'
/** What nobody should write, and what is kept as it was written. */
const HOSTILE = '<img src=x onerror=alert(1)>\u202Egnihtyna{{ 1 + 1 }}" W'.repeat(2)
let browser, live, skin

before(async () => {
    ;[browser, live, skin] = await Promise.all([
        launch(),
        serve('2026-06-01T11:00:00+08:00', `${ROOT}examples/live-room`),
        serve('2026-05-05T11:00:00+08:00', `${ROOT}examples/skin-care`),
    ])
})
after(async () => {
    await browser?.close()
    live?.stop()
    skin?.stop()
})

for (const language of LANGUAGES) {
    const says = name => text(language, name)
    const called = name => `${name}-${language}`
    const holds = who => phone(browser, who.backend, who.name, language)
    const quizOf = async who => (await live.me(who)).campaigns['question-of-the-day'].quizzes.door.question
    const option = (one, nth) => one.page.locator('.option').nth(nth)
    const close = one => one.page.locator('.sheet .press.main').click()

    /** The button of this very name. */
    const button = (one, name) => one.page.getByRole('button', {name: says(name), exact: true})

    describe(language, () => {
        test('a question is answered, right and wrong, and its answer told once no try is left', async () => {
            const who = called('quinn')
            const one = await holds({backend: live, name: who})
            await live.clock({now: '2026-06-01T11:00:00+08:00'})
            await one.open(DOOR)
            await one.sees(says('quiz.none'))
            for (const [day, nth, verdict] of [
                ['2026-06-01', 0, 'right'],
                ['2026-06-02', 0, 'wrong'],
            ]) {
                await live.clock({now: `${day}T12:30:00+08:00`})
                await one.open(DOOR)
                assert.equal(await button(one, 'quiz.answer').isDisabled(), true)
                await option(one, nth).click()
                await sound(one.page, 'a question')
                await button(one, 'quiz.answer').click()
                await one.page
                    .locator('.sheet')
                    .getByText(says(`quiz.${verdict}`))
                    .waitFor()
                await sound(one.page, `a ${verdict} answer`)
                const {state, answer} = await quizOf(who)
                assert.equal(state, verdict)
                await close(one)
                await one.page.locator('main .chip', {hasText: says(`quiz.${verdict}`)}).waitFor()
                assert.match(await one.page.locator('main').innerText(), new RegExp(`${says('quiz.was')}.+`))
                assert.equal(typeof answer, 'string')
            }
            assert.equal((await live.me(who)).points, 10)
            await one.close()
        })

        test('an answer that comes a day late is not taken for one to the new question, which shows', async () => {
            const who = called('late')
            await live.clock({now: '2026-06-02T12:30:00+08:00'})
            const one = await holds({backend: live, name: who})
            await one.open(DOOR)
            const asked = await one.page.locator('.choice .name').innerText()
            await option(one, 0).click()
            await live.clock({now: '2026-06-03T12:30:00+08:00'})
            await button(one, 'quiz.answer').click()
            await one.sees(says('why.unknown_question'))
            await one.page.locator('.choice .name', {hasNotText: asked}).waitFor()
            assert.equal((await quizOf(who)).state, 'asked')
            assert.equal(await one.page.locator('.option.on').count(), 0)
            await one.close()
        })

        test('a missed day is made up for points, and a button without them says what is lacking', async () => {
            const who = called('row')
            for (const day of ['02', '04', '05']) {
                await live.clock({now: `2026-06-${day}T13:30:00+08:00`})
                await live.tell(who, 'live.watched', {room: 'r', minutes: 10})
            }
            const one = await holds({backend: live, name: who})
            await one.open(DOOR)
            const makeUp = one.page.locator('.task', {has: one.page.locator('.days')})
            const button = makeUp.getByRole('button', {name: says('task.make_up')})
            assert.equal(await button.isDisabled(), true)
            await makeUp.getByText(says('why.lacks')).waitFor()
            assert.match(await button.innerText(), language === 'en' ? /3 Jun/ : /6月3日/)
            await live.given(who, {campaign: 'question-of-the-day', points: 30})
            await one.look()
            await button.click() // once it may be pressed
            await one.sees(says('task.made_up'))
            await sound(one.page, 'a day that was made up')
            await close(one)
            assert.equal(await makeUp.locator('.day.on').count(), 4)
            assert.equal((await live.me(who)).points, 10)
            await one.close()
        })

        test('a form marks what lacks an answer, is sent as it was written, and may be sent anew', async () => {
            const who = called('flo')
            const one = await holds({backend: skin, name: who})
            await one.open(SKIN)
            await one.sees(language === 'en' ? 'Choose the nearest.' : '选最接近的')
            await button(one, 'form.send').click()
            await one.page.locator('.ask').first().getByText(says('form.wrong')).waitFor()
            await sound(one.page, 'a form that lacks an answer')
            for (const nth of [1, 4, 6]) await option(one, nth).click()
            await one.page.locator('textarea').fill(HOSTILE)
            assert.equal(await one.page.getByText(says('form.wrong')).count(), 0)
            await button(one, 'form.send').click()
            await one.sees(says('form.sent'))
            await sound(one.page, 'a form that was sent')
            const sent = async () => (await skin.receipts(who)).filter(({does}) => does === 'fill')
            assert.deepEqual((await sent())[0].asked.answers, {type: 'b', likes: ['s', 'k'], words: HOSTILE})
            await close(one)
            await button(one, 'form.again').click()
            await option(one, 2).click()
            await button(one, 'form.send').click()
            await one.sees(says('form.sent'))
            assert.equal((await sent())[0].asked.answers.type, 'c')
            assert.equal((await skin.me(who)).points, 50)
            await one.close()
        })

        test('the address of a gift is given, changed, kept nowhere on the phone, and over when it is sent', async () => {
            const who = called('gia')
            await skin.given(who, {campaign: 'know-your-skin', prizes: {pack: 1}})
            const gift = {member: await skin.member(who), campaign: 'know-your-skin', prize: 'pack'}
            const street = async () => (await skin.shop('/v1/gifts/address', gift)).address.lines
            const one = await holds({backend: skin, name: who})
            const line = nth => one.page.locator('.sheet input').nth(nth)
            const save = () =>
                one.page
                    .locator('.sheet')
                    .getByRole('button', {name: says('shelf.save')})
                    .click()
            await one.open('home?tab=prizes')
            await one.press(says('shelf.give'))
            await save()
            await one.page.locator('.sheet .wrong').nth(3).waitFor()
            await sound(one.page, 'an address without its lines')
            for (const [nth, words] of ['Gia', 'no number', '上海', HOSTILE].entries()) await line(nth).fill(words)
            await save()
            await one.sees(says('shelf.wrong_phone'))
            await line(1).fill('+86 138 0000 0000')
            await save()
            await one.sees(says('shelf.state.addressed'))
            assert.deepEqual(await street(), [HOSTILE])
            await sound(one.page, 'a gift with an address')

            await one.press(says('shelf.change'))
            await one.sees(says('shelf.known'))
            assert.equal(await line(0).inputValue(), 'Gia') // for the next gift, until the app closes
            await line(3).fill('Wukang Road 376')
            await save()
            await one.page.locator('.sheet').waitFor({state: 'detached'})
            assert.deepEqual(await street(), ['Wukang Road 376'])
            assert.equal(await one.page.evaluate(() => JSON.stringify(localStorage).includes('Wukang')), false)

            await one.open('home?tab=prizes')
            await one.press(says('shelf.change'))
            assert.equal(await line(3).inputValue(), '')
            await skin.shop('/v1/gifts/sent', {...gift, count: 1, parcel: `p-${who}`})
            await one.open('home?tab=prizes')
            await one.sees(says('shelf.state.sent'))
            assert.equal(await one.page.locator('.prize-act').count(), 0)
            await one.close()
        })
    })
}
