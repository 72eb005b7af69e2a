// A form in the build for WeChat: what lacks an answer is marked, and what is chosen is sent.
const assert = require('node:assert/strict')
const {after, before, test} = require('node:test')
const {page, sees, start, tap} = require('./wechat.cjs')

const NAME = 'fang'
let backend

before(async () => {
    const {ROOT, serve} = await import('./server.mjs')
    backend = await serve('2026-05-05T11:00:00+08:00', `${ROOT}examples/skin-care`)
    start(backend, NAME)
})
after(() => backend?.stop())

test('a form is answered by taps', async () => {
    const campaign = await page('campaign', {id: 'know-your-skin'}, '你的肤质？')
    tap(campaign, '提交')
    await sees(campaign, '请回答这一题')
    tap(campaign, '油性')
    await new Promise(done => setTimeout(done, 100))
    tap(campaign, '提交')
    await sees(campaign, '感谢您的回答')
    await sees(campaign, '您已填写')
    const [sent] = (await backend.receipts(NAME)).filter(({does}) => does === 'fill')
    assert.deepEqual(sent.asked.answers, {type: 'b'})
})
