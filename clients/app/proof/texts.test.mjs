// The catalogues of the app: each text is used, and has the same gaps in each language.
import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {test} from 'node:test'
import {fileURLToPath} from 'node:url'
import {LANGUAGES} from './words.mjs'

const SRC = fileURLToPath(new URL('../src/', import.meta.url))
/** Names that are put together from what the backend says. */
const FROM_ANSWERS = /^(kind|does|why|per|reports|reported|tab|shelf\.state|task\.unit)\./
/** Names that the address sheet puts together from its fields. */
const FIELDS = ['shelf.name', 'shelf.phone', 'shelf.region', 'shelf.street']

const catalogue = language =>
    Object.fromEntries(
        readFileSync(`${SRC}texts/${language}.ts`, 'utf8')
            .matchAll(/^ {2}'?([\w.]+)'?:\s+(['"])(.*)\2,$/gm)
            .map(([, name, , words]) => [name, words]),
    )
const all = Object.fromEntries(LANGUAGES.map(language => [language, catalogue(language)]))
const gaps = words => [...new Set(words.match(/\{\w+\}/g))].sort()

test('each text has the same gaps in each language, and in each of its numbers', () => {
    for (const [name, words] of Object.entries(all.en)) {
        for (const language of LANGUAGES) assert.deepEqual(gaps(all[language][name]), gaps(words), name)
        for (const form of words.split(' | ')) assert.ok(gaps(words).length <= gaps(form).length + 1, name)
    }
    assert.ok(Object.keys(all.en).length > 200)
})

test('each text is used', () => {
    const files = readdirSync(SRC, {recursive: true}).filter(file => /\.(vue|ts)$/.test(file) && !/^texts/.test(file))
    const source = files.map(file => readFileSync(SRC + file, 'utf8')).join('\n')
    const unused = Object.keys(all.en).filter(
        name => !FROM_ANSWERS.test(name) && !FIELDS.includes(name) && !new RegExp(`['"\`]${name}['"\`]`).test(source),
    )
    assert.deepEqual(unused, [])
})

test('a number of things is said in the singular and in the plural', () => {
    const nouns =
        'point|star|day|time|piece|try|mission|box|year|place|boxes|points|stars|days|times|pieces|tries|missions'
    const plain = Object.entries(all.en).filter(
        ([, words]) => new RegExp(`\\{n\\} (more )?(${nouns})\\b`).test(words) && !words.includes(' | '),
    )
    assert.deepEqual(
        plain.map(([name]) => name),
        [],
    )
})
