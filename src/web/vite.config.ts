import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

/** Puts beside each text file what goes over the wire to those who take gzip. */
const compressed: Plugin = {
  name: 'compressed',
  writeBundle: ({ dir = '' }, bundle) => {
    for (const name of Object.keys(bundle)) {
      const file = join(dir, name)
      if (/\.(js|css|svg)$/.test(name)) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }))
    }
  },
}

/** The browser pages as static files: the front page, GraphiQL and the REST documentation, in one build. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [compressed],
  esbuild: { jsx: 'automatic' },
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    rollupOptions: { input: ['index.html', 'graphiql.html', 'docs.html'].map((page) => `${import.meta.dirname}/${page}`) },
  },
})
