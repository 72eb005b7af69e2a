import {execFileSync} from 'node:child_process'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {verify, type Drawn, type OddsPage} from '@tessera/client'
import {PYTHON, ROOT} from './server.ts'

interface Case {
  member: string
  odds: OddsPage
  draws: Required<Drawn>
}

const SEED = '33'
const told = execFileSync(PYTHON, [join(import.meta.dirname, 'draws.py'), SEED, '200'], {
  cwd: ROOT,
  env: {...process.env, PYTHONPATH: ROOT},
  maxBuffer: 1 << 26,
})
const CASES = JSON.parse(told.toString()) as Case[]

test('whatever the service draws is verified', () => {
  expect(CASES.filter(one => one.odds.guarantees.some(terms => terms.unchanged)).length).toBeGreaterThan(50)
  for (const {odds, member, draws} of CASES) expect(verify(odds, member, draws)).toEqual({is: 'true'})
})

test('a draw that was changed is not', () => {
  for (const {odds, member, draws} of CASES.slice(0, 50)) {
    const at = draws.rows.length >> 1
    const row = draws.rows[at]!
    const other = Object.keys(odds.rows).find(one => one !== row)!
    const rows = draws.rows.map((one, i) => (i === at ? other : one))
    expect(verify(odds, member, {...draws, rows})).toEqual({
      is: 'false',
      why: 'row',
      n: draws.n + at,
      row: other,
      lands: row,
    })
  }
})

const {odds, member, draws} = CASES[0]!

test('another seed than the promised one is not believed', () => {
  expect(verify({...odds, commitment: '00'.repeat(32)}, member, draws)).toEqual({is: 'false', why: 'seed'})
})

test("another member's draws, or later ones, land elsewhere", () => {
  expect(verify(odds, `${member}0`, draws).is).toBe('false')
  expect(verify(odds, member, {...draws, n: draws.n + 1}).is).toBe('false')
})

test('before its seed is published, a draw is sealed', () => {
  expect(verify({...odds, seed: null}, member, draws)).toEqual({is: 'sealed'})
})

test('a row whose name is a number is not judged: its place among the others is lost', () => {
  expect(() => verify({...odds, rows: {...odds.rows, 7: {exact: '0/1'}}}, member, draws)).toThrow(RangeError)
})
