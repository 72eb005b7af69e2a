// The build for WeChat in the simulator of WeChat's own makers: what the simulator lacks, and whole pages of it.
const assert = require('node:assert/strict')
const {writeFileSync} = require('node:fs')
const {join} = require('node:path')
const {JSDOM} = require('jsdom')

const BUILT = join(__dirname, '..', 'dist', 'weixin')
let simulate, app

/** Start the app for a member of a backend. query: what it is opened by. */
exports.start = (backend, name, query = {}) => {
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
    Object.assign(global.wx, phone(backend, name))
    require(join(BUILT, 'app.js'))
    app.onLaunch({query})
}

/** What the simulator lacks of `wx`: a store, a sign-in that the laptop's backend believes, and true requests. */
function phone(backend, name) {
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
        login: ({success}) => success({code: name}),
        request: asked => (send(asked), {abort() {}}),
        setNavigationBarTitle() {},
        pageScrollTo() {},
        onAppShow() {},
        onAppHide() {},
    }
}

/** A page of the build, as it is when it shows a text. */
exports.page = async (path, about, shows) => {
    const shown = simulate.render(simulate.load(join(BUILT, 'pages', path), {rootPath: BUILT}))
    const parent = document.createElement('div')
    shown.attach(parent)
    shown.instance.onLoad?.(about)
    await exports.sees(parent, shows)
    parent.page = shown.instance
    return parent
}

exports.sees = async (parent, text) => {
    for (let i = 0; i < 300 && !parent.textContent.includes(text); i++) await new Promise(done => setTimeout(done, 100))
    assert.ok(parent.textContent.includes(text), `${text} is not in: ${parent.textContent.slice(0, 400)}`)
}

/** Tap what says this. */
exports.tap = (parent, text) => {
    const press = [...parent.querySelectorAll('wx-view')].find(
        one => /(^|--|\s)press\b/.test(one.className) && one.textContent.includes(text),
    )
    assert.ok(press, `Nothing to press says ${text}.`)
    require('miniprogram-exparser').triggerEvent(press.__wxElement, 'tap', {}, {bubbles: true})
}
