// Friends in the build for WeChat: a code that leads here.
const assert = require('node:assert/strict')
const {after, before, test} = require('node:test')
const {page, start} = require('./wechat.cjs')

const [ANA, BO] = ['ana', 'bo']
let backend, via

before(async () => {
    const {ROOT, serve} = await import('./server.mjs')
    backend = await serve('2026-06-20T12:00:00+08:00', `${ROOT}examples/friends`)
    via = (await backend.me(ANA)).share
    start(backend, BO, {scene: encodeURIComponent(`via=${via}`)})
})
after(() => backend?.stop())

test('who scans the code of a member is her friend', async () => {
    await page('home', {}, '老友推荐')
    const [enrol] = (await backend.receipts(BO)).filter(({does}) => does === 'enrol')
    assert.deepEqual(enrol.asked, {invited_by: via})
    assert.equal(wx.getStorageSync('tessera.led'), '')
})
