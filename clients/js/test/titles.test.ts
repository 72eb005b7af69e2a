/** A page that knows nothing but home and words shows every campaign that is here, in both languages. */

import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {afterEach, expect, test} from 'vitest'
import {browser, memory, say, Tessera, type BlockWords} from '@tessera/client'
import {ROOT, serve, type Server} from './server.ts'

const LOCALES = ['zh-CN', 'en']
const EXAMPLES = readdirSync(join(ROOT, 'examples')).filter(name => name !== 'own_suite')
const FOLDERS = ['campaigns', ...EXAMPLES.map(name => `examples/${name}`)]

let server: Server | undefined

afterEach(() => server?.stop())

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

test.each(FOLDERS)('in %s no id stands where a title belongs', async folder => {
  server = await serve('2026-06-22T12:00:00+08:00', folder)
  const signIn = async () => ({provider: 'dev', code: 'ana'})
  const tessera = new Tessera({url: server.url, platform: browser(memory()), signIn})
  const {campaigns} = await tessera.get('/v1/campaigns', {})
  expect(campaigns).not.toEqual([])
  for (const card of campaigns) {
    const view = await tessera.get('/v1/campaigns/{campaign}', {campaign: card.id})
    const words = await tessera.words(card.id, card.version)
    const prizes = Object.fromEntries(Object.entries(words.prizes).map(([name, one]) => [`prizes/${name}`, one]))
    const keys = [...shown(view.campaign as Record<string, unknown>), ...Object.keys(prizes)]
    expect(keys.length).toBeGreaterThan(2)
    expect(lacking({...words.blocks, ...prizes}, keys)).toEqual([])
  }
  const {programme} = (await tessera.me()) as {programme?: string}
  const {blocks} = await tessera.programmeWords(programme ?? '')
  expect(
    lacking(
      blocks,
      Object.keys(blocks).filter(key => !key.startsWith('tags/')),
    ),
  ).toEqual([])
})
