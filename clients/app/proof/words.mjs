// The app's own texts, and what campaigns say, for tests that press what members read.
import {readFileSync} from 'node:fs'
import {ROOT} from './server.mjs'

export const LANGUAGES = ['zh-CN', 'en']

/** The app's text of this name, without what is filled in. */
export function text(language, name) {
    const file = readFileSync(`${ROOT}clients/app/src/texts/${language}.ts`, 'utf8')
    const found = file.match(new RegExp(`^  '?${name.replace(/\./g, '\\.')}'?:\\s+['"](.*)['"],$`, 'm'))
    if (!found) throw new Error(`No text ${name} in ${language}`)
    return found[1].split(' | ').at(-1).replace(/\{.*/, '').trim()
}

/** The words of each campaign on the home screen, by id. */
export async function wordsOf(backend, me) {
    const found = {}
    for (const [id, {card}] of Object.entries(me.campaigns)) {
        found[id] = await (await fetch(`${backend.url}/v1/campaigns/${id}/words/${card.version.split(':')[1]}`)).json()
    }
    return found
}

/** Names that only programs know: of blocks and prizes, where no title in either language is the same. */
export function ids(words) {
    const names = new Set()
    const titles = new Set()
    for (const {blocks, prizes} of Object.values(words)) {
        for (const [key, block] of [...Object.entries(blocks), ...Object.entries(prizes)]) {
            if (key) names.add(key.split('/').at(-1))
            for (const title of Object.values(block.title ?? {})) titles.add(title)
        }
    }
    return [...names].filter(name => !titles.has(name))
}
