import {fileURLToPath} from 'node:url'
import {defineConfig} from 'vitest/config'

export default defineConfig({
  resolve: {alias: {'@tessera/client': fileURLToPath(new URL('src/index.ts', import.meta.url))}},
  test: {include: ['test/**/*.test.ts'], testTimeout: 900_000, hookTimeout: 120_000, maxWorkers: 2},
})
