/** Make each mistake of the list in a copy of the client, and check that the test that is named notices it. An argument: only those whose `why` has it. */

import {spawnSync} from 'node:child_process'
import {cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

interface Mutant {
  file: string
  code: string
  instead: string
  /** What it would do. */
  why: string
  test: string
}

const MUTANTS: Mutant[] = [
  {
    file: 'ask.ts',
    code: 'reply.status < 500 && reply.status !== 429',
    instead: 'reply.status < 500',
    why: 'a crowded moment would be told as a refusal, and the wish forgotten',
    test: 'retries',
  },
  {
    file: 'ask.ts',
    code: 'Math.max(asked(reply), ',
    instead: 'Math.max(0, ',
    why: 'a service that asks to wait would be asked again at once',
    test: 'retries',
  },
  {
    file: 'ask.ts',
    code: '++faults > FAULTS',
    instead: '++faults > 99',
    why: 'a fault would be sent for a minute',
    test: 'retries',
  },
  {
    file: 'ask.ts',
    code: '!holds || holds in said',
    instead: 'true',
    why: "a stranger's 200 would count as the answer to a wish",
    test: 'retries',
  },
  {
    file: 'ask.ts',
    code: 'if (!question.cacheable) wire',
    instead: 'wire',
    why: 'a cached page would set the clock back',
    test: 'clock',
  },
  {
    file: 'clock.ts',
    code: 'error <= this.error || ',
    instead: 'true || ',
    why: 'a delayed answer would set the clock back',
    test: 'clock',
  },
  {
    file: 'clock.ts',
    code: '|| moved ||',
    instead: '||',
    why: 'a clock that was set would be wrong for ten minutes',
    test: 'clock',
  },
  {
    file: 'session.ts',
    code: 'this.signing ??= ',
    instead: 'this.signing = ',
    why: 'each request would sign in by itself',
    test: 'retries',
  },
  {
    file: 'session.ts',
    code: '|| one.at >= ends',
    instead: '',
    why: 'a phone that is ahead would sign in before each request',
    test: 'retries',
  },
  {
    file: 'wishes.ts',
    code: "if (signed.member !== wish.member) throw new Unanswered('other_member')",
    instead: '',
    why: 'a wish would be done for whoever signs in next',
    test: 'retries',
  },
  {
    file: 'wishes.ts',
    code: 'this.line = turn.catch(() => {})',
    instead: '',
    why: "one member's actions would be sent at once",
    test: 'retries',
  },
  {
    file: 'wishes.ts',
    code: 'if (!this.store.keep(`wish/${wish.key}`, wish)) {',
    instead: 'if (this.store.keep(`wish/${wish.key}`, wish) && false) {',
    why: 'a wish that can not be remembered would be sent',
    test: 'store',
  },
  {
    file: 'wishes.ts',
    code: "'Idempotency-Key': wish.key",
    instead: "'Idempotency-Key': newKey(this.wire)",
    why: 'each attempt would be another wish',
    test: 'retries',
  },
  {
    file: 'wishes.ts',
    code: '        until,\n',
    instead: '',
    why: 'ten taps without a network would be given up after ten minutes',
    test: 'retries',
  },
  {
    file: 'kept.ts',
    code: "...this.names('words/'), ",
    instead: '',
    why: 'words that can be fetched again would keep a wish out',
    test: 'store',
  },
  {
    file: 'kept.ts',
    code: 'return this.store.get(`${this.name}:${key}`) === text',
    instead: 'return true',
    why: 'a store that does not tell that it is full would lose a wish',
    test: 'store',
  },
  {
    file: 'me.ts',
    code: 'change?.from !== me.version',
    instead: 'false',
    why: 'a change of another home would be taken in',
    test: 'home',
  },
  {
    file: 'me.ts',
    code: 'as Me, null)',
    instead: 'as Me, this.kept!.etag)',
    why: 'the tag of the home before would name the one after',
    test: 'home',
  },
  {
    file: 'me.ts',
    code: 'known.version > me.version',
    instead: 'false',
    why: 'a slow reading would undo what an action showed',
    test: 'home',
  },
  {
    file: 'words.ts',
    code: 'words.catch(() => this.held.delete(path))',
    instead: 'words.catch(() => {})',
    why: 'words that could not be fetched once would never come',
    test: 'words',
  },
  {
    file: 'verify.ts',
    code: 'hex(sha256(seed)) !== odds.commitment',
    instead: 'false',
    why: 'any seed would be believed',
    test: 'draws',
  },
  {
    file: 'verify.ts',
    code: '[0, owed(memory, at)]',
    instead: '[0, 0]',
    why: 'a featured row that is owed would be forgotten at an unchanged one',
    test: 'draws',
  },
  {
    file: 'verify.ts',
    code: 'lift[1] > finest ? fraction((lift[0] * finest) / lift[1], finest) : lift',
    instead: 'lift',
    why: 'a chance finer than 1/2^128 would not be rounded as the service does',
    test: 'draws',
  },
  {
    file: 'mini.ts',
    code: 'answer.status ? done(got(answer)) : fail(answer)',
    instead: 'fail(answer)',
    why: "Alipay's refusals would be taken for no answer",
    test: 'mini',
  },
]

const HERE = join(import.meta.dirname, '..')
const survived: Mutant[] = []
const only = process.argv[2]
for (const mutant of MUTANTS.filter(one => !only || one.why.includes(only))) {
  const copy = mkdtempSync(join(tmpdir(), 'mutant-'))
  const home = join(copy, 'clients', 'js')
  cpSync(HERE, home, {recursive: true, filter: file => !/node_modules|dist$/.test(file)})
  symlinkSync(join(HERE, '..', 'node_modules'), join(copy, 'clients', 'node_modules'))
  for (const name of ['.venv', 'chalicelib']) symlinkSync(join(HERE, '..', '..', name), join(copy, name))
  const file = join(home, 'src', mutant.file)
  const code = readFileSync(file, 'utf8')
  if (code.split(mutant.code).length !== 2) throw new Error(`${mutant.file} has not once: ${mutant.code}`)
  writeFileSync(
    file,
    code.replace(mutant.code, () => mutant.instead),
  )
  const run = spawnSync('npx', ['vitest', 'run', `test/${mutant.test}.test.ts`, '--testTimeout', '60000'], {
    cwd: home,
  })
  rmSync(copy, {recursive: true})
  const told = run.stdout.toString()
  const caught = run.status !== 0 && /Tests .*failed/.test(told)
  if (!caught) survived.push(mutant)
  console.log(`${caught ? 'caught  ' : 'SURVIVED'} ${mutant.file}: ${mutant.why}`)
}
console.log(`${survived.length} survived.`)
process.exit(survived.length ? 1 : 0)
