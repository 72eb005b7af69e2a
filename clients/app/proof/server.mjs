// The backend on a port of its own, and what its laptop's routes may do to it.
import {spawn} from 'node:child_process'
import {createHmac, randomUUID} from 'node:crypto'
import {createServer} from 'node:net'
import {fileURLToPath} from 'node:url'

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
/** By which a shop signs what it sends to the laptop's backend. */
const SECRET = Buffer.from('b25seS1mb3ItdGhlLWxhcHRvcC1uZXZlci1kZXBsb3llZA==', 'base64')

/** Start the backend at a moment; campaigns: another folder than the shipped one. */
export async function serve(now, campaigns) {
    const port = await freePort()
    const folder = campaigns ? ['--campaigns', campaigns] : []
    const running = spawn(`${ROOT}.venv/bin/python`, ['-m', 'local', '--port', String(port), ...folder], {
        cwd: ROOT,
        stdio: ['ignore', 'ignore', 'inherit'],
    })
    const url = `http://127.0.0.1:${port}`
    for (let i = 0; (await fetch(`${url}/local/clock`).catch(() => null)) === null; i++) {
        if (i > 900 || running.exitCode !== null) throw new Error('The backend does not start: its words are above.')
        await new Promise(after => setTimeout(after, 100))
    }
    const post = async (path, body, headers = {}) => {
        const got = await fetch(url + path, {
            method: 'POST',
            body: JSON.stringify(body),
            headers: {'Content-Type': 'application/json', ...headers},
        })
        const answer = await got.json()
        if (!got.ok) throw new Error(JSON.stringify(answer))
        return answer
    }
    const backend = {
        url,
        stop: () => running.kill('SIGINT'),
        clock: move => post('/local/clock', move),
        member: async name => (await post('/v1/session', {provider: 'dev', code: name})).member,
        /** What a shop's server reports of a member. */
        tell: async (name, type, data = {}) => post('/local/events', {type, subject: await backend.member(name), data}),
        given: async (name, what) => post('/local/given', {member: await backend.member(name), ...what}),
        /** What a shop's server or a till asks, signed. */
        shop: async (path, body) => {
            const [id, sent] = [`msg_${randomUUID()}`, Math.floor(Date.now() / 1000)]
            const sum = createHmac('sha256', SECRET)
                .update(`${id}.${sent}.${JSON.stringify(body)}`)
                .digest('base64')
            const signed = {'webhook-id': id, 'webhook-timestamp': String(sent), 'webhook-signature': `v1,${sum}`}
            return post(path, body, signed)
        },
        /** The member's home screen, as the API has it. */
        me: async name => {
            const {token} = await post('/v1/session', {provider: 'dev', code: name})
            return (await (await fetch(`${url}/v1/me`, {headers: {Authorization: `Bearer ${token}`}})).json()).me
        },
        receipts: async name => {
            const {token} = await post('/v1/session', {provider: 'dev', code: name})
            return (await (await fetch(`${url}/v1/me/receipts`, {headers: {Authorization: `Bearer ${token}`}})).json())
                .receipts
        },
    }
    await backend.clock({now})
    return backend
}

function freePort() {
    return new Promise((done, fail) => {
        const probe = createServer().on('error', fail)
        probe.listen(0, '127.0.0.1', () => {
            const {port} = probe.address()
            probe.close(() => done(port))
        })
    })
}
