import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {FILE, types} from '../scripts/types.ts'

test('src/schema.ts is what the API is: `make clients STEPS=types` writes it anew', async () => {
  expect(readFileSync(FILE, 'utf8') === (await types())).toBe(true) // not the difference: it has thousands of lines
})
