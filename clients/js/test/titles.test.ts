/** A page that knows nothing but home and words shows every shipped campaign, in both languages. */

import {afterAll, beforeAll, expect, test} from 'vitest'
import {browser, memory, say, Tessera, type BlockWords} from '@tessera/client'
import {serve, type Server} from './server.ts'

const LOCALES = ['zh-CN', 'en']

let server: Server
let tessera: Tessera

beforeAll(async () => {
  server = await serve('2026-06-22T12:00:00+08:00')
  const signIn = async () => ({provider: 'dev', code: 'ana'})
  tessera = new Tessera({url: server.url, platform: browser(memory()), signIn})
})

afterAll(() => server?.stop())

type Named = Record<string, object>

/** The keys of all that home shows of a campaign, as receipts' `why` has them. */
function shown(view: Record<string, unknown>): string[] {
  const inside: Record<string, [key: string, parts: string]> = {
    challenges: ['challenges', 'tasks'],
    collections: ['collections', 'fragments'],
    boxes: ['blind_boxes', ''],
    redemptions: ['redemptions', 'offers'],
    boards: ['boards', ''],
    quizzes: ['quizzes', ''],
    forms: ['forms', ''],
  }
  const keys = ['']
  for (const [field, [key, parts]] of Object.entries(inside)) {
    for (const [name, block] of Object.entries((view[field] ?? {}) as Named)) {
      keys.push(`${key}/${name}`)
      const within = Object.keys((block as Record<string, object>)[parts] ?? {})
      keys.push(...within.map(part => `${key}/${name}/${part}`))
    }
  }
  return keys
}

/** What a page would show in the place of a title that it can't: an id, or nothing. */
function lacking(words: Record<string, BlockWords>, keys: string[]): string[] {
  return keys.flatMap(key =>
    LOCALES.filter(locale => {
      const title = words[key]?.title
      const there = typeof title === 'string' || (title && locale in title)
      const said = say(title, locale)
      return !there || !said || said === key.split('/').pop()
    }).map(locale => `${key} in ${locale}`),
  )
}

test('no id stands where a title belongs', async () => {
  const {campaigns} = await tessera.get('/v1/campaigns', {})
  expect(campaigns.length).toBeGreaterThan(5)
  const found: string[] = []
  let blocks = 0
  for (const card of campaigns) {
    const view = await tessera.get('/v1/campaigns/{campaign}', {campaign: card.id})
    const words = await tessera.words(card.id, card.version)
    const keys = shown(view.campaign as Record<string, unknown>)
    const all = {
      ...words.blocks,
      ...Object.fromEntries(Object.entries(words.prizes).map(([name, one]) => [`prizes/${name}`, one])),
    }
    const prizes = Object.keys(words.prizes).map(name => `prizes/${name}`)
    blocks += keys.length + prizes.length
    found.push(...lacking(all, [...keys, ...prizes]).map(one => `${card.id}: ${one}`))
  }
  console.log(`${blocks} blocks and prizes of ${campaigns.length} campaigns, in ${LOCALES.length} languages`)
  expect(blocks).toBeGreaterThan(80)
  expect(found).toEqual([])
})

test('tiers and channels of the programme have titles, too', async () => {
  const me = (await tessera.me()) as {programme?: string}
  const words = await tessera.programmeWords(me.programme ?? '')
  expect(
    lacking(
      words.blocks,
      Object.keys(words.blocks).filter(key => !key.startsWith('tags/')),
    ),
  ).toEqual([])
})
