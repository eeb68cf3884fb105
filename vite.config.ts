import path from 'node:path'
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { denyImports } from 'vite-env-only'
import options from './remix.config.js'

export default defineConfig({
  plugins: [
    // The build fails when code of the server would reach a browser.
    denyImports({
      client: {
        files: [
          'server/database/**',
          'server/auth/**',
          'server/outbox/**',
          'server/http/**',
          'server/env.ts',
        ],
        specifiers: [/^node:/, 'pg', 'zod', /^@prisma\//, 'lucia', 'pino'],
      },
    }),
    remix(options),
  ],
  resolve: {
    alias: {
      '~server': path.resolve(import.meta.dirname, 'server'),
      '~': path.resolve(import.meta.dirname, 'app'),
    },
    dedupe: ['yjs', 'y-protocols', '@tiptap/pm', 'react', 'react-dom'],
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    // The server names chunks to browsers before the scripts do (server/http/chunks.ts).
    manifest: true,
    // The design system's barrel would put all of its components on every page.
    rollupOptions: {
      output: { manualChunks: onEveryPage },
      treeshake: {
        moduleSideEffects: (id: string) =>
          !/node_modules\/(@digdir\/designsystemet-react|@digdir\/designsystemet-web|@navikt\/aksel-icons|@floating-ui)\//.test(
            id,
          ) || id.endsWith('.css'),
      },
    },
  },
  // Packages stay outside of the server's bundle but for those that ship no plain ES modules.
  ssr: { noExternal: [/^@digdir\//, /^@navikt\/aksel-icons/] },
})

const REACT = /node_modules\/(react|react-dom|scheduler)\//
const FRAME = [
  /node_modules\/(@remix-run|react-router|react-router-dom|i18next|react-i18next)\//,
  /\/app\/(lib|components\/layout)\/(?!.*\.server)/,
  /\/app\/components\/ui\/page-head|aksel-icons\/.*\/useId|vite\/preload-helper/,
]

/** What every page needs comes in two files: a dozen small ones would each wait for one of the browser's connections. */
function onEveryPage(id: string): string | undefined {
  if (REACT.test(id)) return 'react'
  return FRAME.some(place => place.test(id)) ? 'frame' : undefined
}
