/** Hold the whole client, with the hashes that it uses, below 10 KB as it travels. */

import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {rolldown} from 'rolldown'

const MOST = 10_000

const bundle = await rolldown({
  input: join(import.meta.dirname, '..', 'src', 'index.ts'),
  transform: {target: 'es2020'},
})
const {output} = await bundle.generate({format: 'es', minify: true})
const bytes = gzipSync(output[0].code, {level: 9}).length
console.log(`The client has ${bytes} bytes, gzipped; ${MOST} are its most.`)
if (bytes > MOST) process.exit(1)
