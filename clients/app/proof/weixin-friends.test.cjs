// Friends in the build for WeChat: a code that leads here, and the screens that are sent on.
const assert = require('node:assert/strict')
const {after, before, test} = require('node:test')
const {page, sees, start, tap} = require('./wechat.cjs')

const [ANA, BO] = ['ana', 'bo']
let backend, via, own

before(async () => {
    const {ROOT, serve} = await import('./server.mjs')
    backend = await serve('2026-06-20T12:00:00+08:00', `${ROOT}examples/friends`)
    via = (await backend.me(ANA)).share
    start(backend, BO, {scene: encodeURIComponent(`via=${via}`)})
})
after(() => backend?.stop())

test('who scans the code of a member is her friend', async () => {
    await page('home', {}, '邀请好友')
    own = (await backend.me(BO)).share
    const [enrol] = (await backend.receipts(BO)).filter(({does}) => does === 'enrol')
    assert.deepEqual(enrol.asked, {invited_by: via})
    assert.equal(wx.getStorageSync('tessera.led'), '')
})

test('home invites friends, and is sent with the token of who sends it', async () => {
    const home = await page('home', {}, '好友首单')
    tap(home, '去邀请')
    await sees(home, '发送给好友')
    assert.equal(home.querySelectorAll('wx-button').length, 1)
    assert.deepEqual(home.page.onShareAppMessage({from: 'button'}), {
        title: '花砖会员',
        path: `/pages/home?via=${own}`,
    })
})

test('a campaign is sent as it is', async () => {
    const campaign = await page('campaign', {id: 'a-friend-who-buys'}, '好友首单')
    assert.deepEqual(campaign.page.onShareAppMessage({from: 'menu'}), {
        title: '老友推荐',
        path: `/pages/campaign?id=a-friend-who-buys&via=${own}`,
    })
})
