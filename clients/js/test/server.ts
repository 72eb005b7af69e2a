/** The real backend on a port of its own, and what testers may do to it. */

import {spawn, type ChildProcess} from 'node:child_process'
import {createServer} from 'node:net'
import {join} from 'node:path'

export const ROOT = join(import.meta.dirname, '..', '..', '..')
export const PYTHON = join(ROOT, '.venv', 'bin', 'python')

export interface Server {
  url: string
  /** Move its clock: `{now: '2026-06-22T12:00:00+08:00'}`, `{forward: '3 hours'}`. */
  clock(move: object): Promise<void>
  /** Give a member what a scenario's `given` says. */
  given(what: object): Promise<void>
  stop(): Promise<void>
}

/** campaigns: the folder that it publishes, from the root; absent: the one that is shipped. */
export async function serve(now: string, campaigns = 'campaigns'): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = spawn(PYTHON, ['-m', 'local', '--port', String(port), '--campaigns', campaigns], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await up(url, running)
  const clock = (move: object) => local(url, 'clock', move)
  await clock({now})
  return {url, clock, given: what => local(url, 'given', what), stop: () => ended(running)}
}

function ended(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null) return Promise.resolve()
  return new Promise(done => {
    running.once('exit', () => done())
    running.kill('SIGINT')
  })
}

async function local(url: string, route: string, body: object): Promise<void> {
  const got = await fetch(`${url}/local/${route}`, {method: 'POST', body: JSON.stringify(body)})
  if (!got.ok) throw new Error(await got.text())
}

async function up(url: string, running: ChildProcess): Promise<void> {
  for (let i = 0; i < 900 && running.exitCode === null; i++) {
    const got = await fetch(`${url}/v1/health`).catch(() => null)
    if (got?.ok) return
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error('The backend does not start: its words are above.')
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))))
    })
  })
}
