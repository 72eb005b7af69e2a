// Whole pages of the build for WeChat, against the real backend.
const assert = require('node:assert/strict')
const {after, before, test} = require('node:test')
const {page, sees, start, tap} = require('./wechat.cjs')

const NAME = 'wei'
let backend

before(async () => {
    backend = await (await import('./server.mjs')).serve('2026-06-20T12:00:00+08:00')
    await backend.tell(NAME, 'member.updated', {tier: 'gold', born: '1990-05-17'})
    await backend.tell(NAME, 'order.paid', {order: 'W-1', amount: '1280.00 CNY'})
    start(backend, NAME)
})
after(() => backend?.stop())

test('home shows the campaigns and the purse', async () => {
    const home = await page('home', {}, '满399元护理盲盒')
    assert.match(home.textContent, /积分740/)
})

test('a campaign shows its missions in its own words', async () => {
    await page('campaign', {id: 'care-box'}, '每满399元开一盒')
})

test('a box opens by a tap', async () => {
    const box = await page('box', {id: 'care-box', name: 'care'}, '打开盲盒')
    tap(box, '打开盲盒')
    await sees(box, '恭喜获得')
    assert.equal((await backend.me(NAME)).campaigns['care-box'].boxes.care.drawn, 1)
})
