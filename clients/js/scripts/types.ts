/** Write src/schema.ts anew from the API's own document. `make clients STEPS=types` runs it. */

import {execFileSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import openapiTS, {astToString, type OpenAPI3} from 'openapi-typescript'

const HERE = join(import.meta.dirname, '..')
const ROOT = join(HERE, '..', '..')
const DOCUMENT =
  'import json; from chalicelib.api.openapi import document; from chalicelib.api.routes import ROUTES; print(json.dumps(document(ROUTES)))'

export const FILE = join(HERE, 'src', 'schema.ts')

interface Operation {
  security: Record<string, unknown>[]
  responses: Record<string, unknown>
}

interface Document {
  paths: Record<string, Record<string, Operation>>
  components: {schemas: Record<string, unknown>}
}

/** The members' part of the document, without its problems: those are alike in all answers, and told by `Problem`. */
function ofMembers({paths, components, ...rest}: Document): Document {
  const kept: Document['paths'] = {}
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (!operation.security.every(one => 'member' in one)) continue
      const done = Object.entries(operation.responses).filter(([status]) => status < '400')
      kept[path] = {...kept[path], [method]: {...operation, responses: Object.fromEntries(done)}}
    }
  }
  const schemas: Record<string, unknown> = {}
  const take = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (name && !(name in schemas)) take((schemas[name] = components.schemas[name]))
    }
  }
  take([kept, {$ref: '#/components/schemas/Problem'}])
  return {...rest, paths: kept, components: {schemas}}
}

/** Examples are for readers of the document, who find them there. */
function withoutExamples(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutExamples)
  if (typeof part !== 'object' || part === null) return part
  const fields = Object.entries(part).filter(([name]) => !['example', 'examples'].includes(name))
  return Object.fromEntries(fields.map(([name, value]) => [name, withoutExamples(value)]))
}

export async function types(): Promise<string> {
  const told = execFileSync(join(ROOT, '.venv', 'bin', 'python'), ['-c', DOCUMENT], {cwd: ROOT, maxBuffer: 1 << 26})
  // A default is what the service takes for a field that is absent: absent it may be, in answers as in bodies.
  const tree = await openapiTS(withoutExamples(ofMembers(JSON.parse(told.toString()))) as OpenAPI3, {
    defaultNonNullable: false,
  })
  return `// Made from the API's OpenAPI document: \`npm run types\`.\n\n${astToString(tree)}`
}

if (import.meta.main) writeFileSync(FILE, await types())
