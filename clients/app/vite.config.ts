import uni from '@dcloudio/vite-plugin-uni'
import {fileURLToPath} from 'node:url'
import {defineConfig, type Plugin} from 'vite'
import {brand} from './src/brand'

/** Writes the brand's colours and radii as CSS variables where App.vue says `brand-variables`. */
const themed: Plugin = {
  name: 'tessera-brand',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('App.vue')) return null
    const variables = Object.entries(brand.theme).map(([name, value]) => `--${name}: ${value};`)
    return code.replace('--brand-variables: 0;', variables.join(' '))
  },
}

/** The client is compiled along, from its sources beside this folder. */
const client = process.env.TESSERA_CLIENT ?? '../js/src/index.ts'

/** Where `npx uni` asks for what is not the app's own. */
const backend = process.env.TESSERA_URL ?? 'http://127.0.0.1:8000'

export default defineConfig({
  base: './',
  server: {proxy: {'/v1': backend, '/local': backend, '/images': backend}},
  plugins: [themed, (uni as unknown as {default?: typeof uni}).default?.() ?? uni()],
  resolve: {
    alias: [
      {find: '@tessera/client', replacement: fileURLToPath(new URL(client, import.meta.url))},
      {find: /^@noble\/hashes/, replacement: fileURLToPath(new URL('node_modules/@noble/hashes', import.meta.url))},
    ],
  },
})
