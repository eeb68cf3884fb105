import { defineConfig } from 'vitest/config'
import os from 'node:os'
import path from 'node:path'

export default defineConfig({
  resolve: {
    alias: {
      '~server': path.resolve(import.meta.dirname, 'server'),
      '~': path.resolve(import.meta.dirname, 'app'),
    },
  },
  test: {
    include: ['server/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    // The crawl and the longer faults take minutes and have scripts of their own: npm run test:canary, test:faults.
    exclude: [
      'node_modules/**',
      'build/**',
      ...(process.env['CANARY'] ? [] : ['tests/access/canary.test.ts']),
      ...(process.env['FAULTS'] ? [] : ['tests/faults/long/**']),
    ],
    setupFiles: ['tests/setup.ts'],
    globalSetup: ['tests/global-setup.ts'],
    // Most tests wait for PostgreSQL and for processes of their own: two at a time also on a small machine.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
