import {expect, test} from 'vitest'
import {memory, say, type Title} from '@tessera/client'
import {json, problem, stage} from './scripted.ts'

const TITLES: [Title | null | undefined, string, string][] = [
  ['Care box', 'zh-CN', 'Care box'],
  [{'zh-CN': '护理盲盒', en: 'Care box'}, 'zh-CN', '护理盲盒'],
  [{'zh-CN': '护理盲盒', en: 'Care box'}, 'zh-cn', '护理盲盒'],
  [{'zh-CN': '护理盲盒', en: 'Care box'}, 'zh-Hans-SG', '护理盲盒'],
  [{'zh-CN': '护理盲盒', en: 'Care box'}, 'en-GB', 'Care box'],
  [{'zh-CN': '护理盲盒', 'zh-TW': '護理盲盒'}, 'zh-TW', '護理盲盒'],
  [{'zh-CN': '护理盲盒', en: 'Care box'}, 'fr', '护理盲盒'],
  [{}, 'en', ''],
  [null, 'en', ''],
  [undefined, 'en', ''],
  [{en: '<script>alert(1)</script>'}, 'en', '<script>alert(1)</script>'],
]

test.each(TITLES)('%j in %s is %s', (title, locale, said) => {
  expect(say(title, locale)).toBe(said)
})

const WORDS = {
  campaign: 'care-box',
  version: '1:aa',
  blocks: {'': {title: 'Care', text: null, image: null, extra: {}}},
  prizes: {},
}

test('words are fetched once a version, for good, and without a token', async () => {
  const store = memory()
  const one = stage(() => json(WORDS), store)
  const [words] = await Promise.all([one.tessera.words('care-box', '1:aa'), one.tessera.words('care-box', 'aa')])
  expect(words.blocks['']!.title).toBe('Care')
  expect(one.sent.map(sent => [sent.url, sent.headers])).toEqual([
    ['https://shop.example/api/v1/campaigns/care-box/words/aa', {}],
  ])
  const next = stage(() => null, store)
  expect((await next.tessera.words('care-box', '1:aa')).version).toBe('1:aa')
  expect(next.sent).toEqual([])
})

test('a version that nobody knows is asked for again next time', async () => {
  const answers = [problem(404, 'unknown_version'), json({hash: 'bb', blocks: {}})]
  const one = stage(() => answers.shift()!)
  await expect(one.tessera.programmeWords('bb')).rejects.toMatchObject({code: 'unknown_version'})
  expect((await one.tessera.programmeWords('bb')).hash).toBe('bb')
})

test('a stage without a programme has no words of one', async () => {
  const one = stage(() => null)
  expect(await one.tessera.programmeWords('')).toEqual({hash: '', blocks: {}})
  expect(one.sent).toEqual([])
})
