import { defineConfig } from 'vitest/config'
import os from 'node:os'
import path from 'node:path'

/** What keeps nothing in its modules but for its database, which each file brings: these share their processes. */
const SHARED = ['domain', 'export', 'files', 'mail'].map(area => `server/${area}/**/*.test.ts`)
// The crawl and the longer faults take minutes and have scripts of their own: npm run test:canary, test:faults.
const EXCLUDED = [
  'node_modules/**',
  'build/**',
  ...(process.env['CANARY'] ? [] : ['tests/access/canary.test.ts']),
  ...(process.env['FAULTS'] ? [] : ['tests/faults/long/**']),
]

/** What every run has in common, also one that begins inside a test. */
export const base = {
  resolve: {
    alias: {
      '~server': path.resolve(import.meta.dirname, 'server'),
      '~': path.resolve(import.meta.dirname, 'app'),
    },
  },
  test: {
    setupFiles: ['tests/setup.ts'],
    globalSetup: ['tests/global-setup.ts'],
    // Most tests wait for PostgreSQL and for processes of their own: two at a time also on a small machine.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
}

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    projects: [
      { extends: true, test: { name: 'shared', isolate: false, include: SHARED, exclude: EXCLUDED } },
      {
        extends: true,
        test: {
          name: 'own',
          include: ['server/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
          exclude: [...EXCLUDED, ...SHARED],
        },
      },
    ],
  },
})
