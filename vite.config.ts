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
