// A phone's browser that shows the app, and what is asked of every screen.
import assert from 'node:assert/strict'
import {existsSync, mkdirSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {chromium} from 'playwright-core'
import {ROOT} from './server.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PLACES = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
/** SCREENS=1: the screens that the README shows are written to docs/screens. */
const SCREENS = process.env.SCREENS ? `${ROOT}docs/screens/` : ''
const SHOWN = readFileSync(`${ROOT}README.md`, 'utf8')

export async function launch() {
    const executablePath = PLACES.find(place => place && existsSync(place))
    if (!executablePath) throw new Error('No Chromium here: install one, or name it by CHROMIUM=…')
    return chromium.launch({executablePath, args: ['--no-sandbox']})
}

/** A phone of 390 by 844 that somebody holds. Faults of the page fail the test that closes it. */
export async function phone(browser, backend, name, language, more = {}) {
    const context = await browser.newContext({
        viewport: {width: 390, height: 844},
        hasTouch: true,
        isMobile: true,
        timezoneId: 'Asia/Shanghai',
        ...more,
    })
    await context.addInitScript(chosen => {
        if (!localStorage.getItem('tessera.locale'))
            localStorage.setItem('tessera.locale', JSON.stringify({type: 'string', data: JSON.stringify(chosen)}))
    }, language)
    const page = await context.newPage()
    page.setDefaultTimeout(120_000)
    const faults = []
    let loads = 0 // each opening is a start of the app
    page.on('pageerror', error => faults.push(error.message))
    page.on('dialog', dialog => (faults.push(`a dialog: ${dialog.message()}`), dialog.dismiss()))
    return {
        page,
        /** Open a screen, and wait until nothing is loading. */
        async open(path) {
            await page.goto(`${backend.url}/play/app/?as=${encodeURIComponent(name)}&${++loads}#/pages/${path}`)
            await page.locator('main h1, main h2, main .card').first().waitFor()
            await page.waitForLoadState('networkidle')
        },
        /** Press what is called so. */
        press: text => page.getByRole('button', {name: text}).first().click(),
        sees: text => page.getByText(text).first().waitFor(),
        /** Let the app look again, as if it came back to the front. */
        look: () => page.evaluate(() => dispatchEvent(new Event('tessera-look'))),
        async close() {
            await context.close()
            assert.deepEqual(faults, [])
        },
    }
}

/** What holds on every screen: no finding of axe, nothing wider than the phone, targets of 44 pixels. */
export async function sound(page, name) {
    await page.evaluate(() => {
        const ends = one => one.effect?.getComputedTiming().iterations !== Infinity
        return Promise.all(
            document
                .getAnimations()
                .filter(ends)
                .map(one => one.finished.catch(() => null)),
        )
    })
    await page.evaluate(axe)
    const {violations} = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}))
    const found = violations.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target.join(' ')).join(', ')}`)
    assert.deepEqual(found, [], name)
    assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth),
        390,
        `${name} is wider than the phone`,
    )
    const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, input, textarea')]
            .filter(one => one.offsetParent && (one.offsetHeight < 44 || one.offsetWidth < 44))
            .map(one => one.textContent || one.outerHTML),
    )
    assert.deepEqual(small, [], `${name} has targets below 44 pixels`)
}

/** Keep a screen for the README. */
export async function picture(page, name) {
    if (!SCREENS || !SHOWN.includes(`screens/${name}.png`)) return
    mkdirSync(SCREENS, {recursive: true})
    await page.waitForTimeout(700) // until what moves has come to rest
    await page.screenshot({path: `${SCREENS}${name}.png`})
}
