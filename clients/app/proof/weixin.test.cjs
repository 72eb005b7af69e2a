// The build for WeChat, whole pages of it, in the simulator of WeChat's own makers, against the real backend.
const assert = require('node:assert/strict')
const {writeFileSync} = require('node:fs')
const {join} = require('node:path')
const {after, before, test} = require('node:test')
const {JSDOM} = require('jsdom')

const BUILT = join(__dirname, '..', 'dist', 'weixin')
const NAME = 'wei'
let backend, simulate, app

before(async () => {
    backend = await (await import('./server.mjs')).serve('2026-06-20T12:00:00+08:00')
    await backend.tell(NAME, 'member.updated', {tier: 'gold', born: '1990-05-17'})
    await backend.tell(NAME, 'order.paid', {order: 'W-1', amount: '1280.00 CNY'})
    writeFileSync(join(BUILT, 'package.json'), '{"type": "commonjs"}') // for Node, which runs it here
    const {window} = new JSDOM('<!doctype html><body></body>', {pretendToBeVisual: true})
    Object.assign(global, {
        window,
        Page: () => {},
        App: options => (app = options),
        getApp: () => app ?? {},
        getCurrentPages: () => [],
    })
    for (const name of ['document', 'HTMLElement', 'Node', 'Event', 'CustomEvent', 'MutationObserver'])
        global[name] = window[name]
    simulate = require('miniprogram-simulate')
    Object.assign(global.wx, phone())
    require(join(BUILT, 'app.js'))
    app.onLaunch({})
})
after(() => backend?.stop())

/** What the simulator lacks of `wx`: a store, a sign-in that the laptop's backend believes, and true requests. */
function phone() {
    const kept = {}
    const send = async ({url, method, data, header, success, fail}) => {
        const body = data?.replace('"provider":"wechat"', '"provider":"dev"')
        try {
            const got = await fetch(backend.url + new URL(url).pathname + new URL(url).search, {
                method,
                body,
                headers: header,
            })
            success({statusCode: got.status, data: await got.text(), header: Object.fromEntries(got.headers)})
        } catch (error) {
            fail({errMsg: String(error)})
        }
    }
    return {
        getStorageSync: key => kept[key] ?? '',
        setStorageSync: (key, text) => void (kept[key] = text),
        removeStorageSync: key => void delete kept[key],
        getStorageInfoSync: () => ({keys: Object.keys(kept)}),
        getAppBaseInfo: () => ({language: 'zh_CN'}),
        getSystemInfoSync: () => ({language: 'zh_CN', statusBarHeight: 20}),
        login: ({success}) => success({code: NAME}),
        request: asked => (send(asked), {abort() {}}),
        setNavigationBarTitle() {},
        onAppShow() {},
        onAppHide() {},
    }
}

/** A page of the build, as it is when it shows a text. */
async function page(path, about, shows) {
    const shown = simulate.render(simulate.load(join(BUILT, 'pages', path), {rootPath: BUILT}))
    const parent = document.createElement('div')
    shown.attach(parent)
    shown.instance.onLoad?.(about)
    await sees(parent, shows)
    return parent
}

async function sees(parent, text) {
    for (let i = 0; i < 300 && !parent.textContent.includes(text); i++) await new Promise(done => setTimeout(done, 100))
    assert.ok(parent.textContent.includes(text), `${text} is not in: ${parent.textContent.slice(0, 400)}`)
}

test('home shows the campaigns and the purse', async () => {
    const home = await page('home', {}, '满399元护理盲盒')
    assert.match(home.textContent, /积分740/)
})

test('a campaign shows its missions in its own words', async () => {
    await page('campaign', {id: 'care-box'}, '每满399元开一盒')
})

test('a box opens by a tap', async () => {
    const box = await page('box', {id: 'care-box', name: 'care'}, '打开盲盒')
    const press = [...box.querySelectorAll('wx-view')].find(
        one => /(^|--|\s)press\b/.test(one.className) && one.textContent.includes('打开盲盒'),
    )
    require('miniprogram-exparser').triggerEvent(press.__wxElement, 'tap', {}, {bubbles: true})
    await sees(box, '恭喜获得')
    assert.equal((await backend.me(NAME)).campaigns['care-box'].boxes.care.drawn, 1)
})
