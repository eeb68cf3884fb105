import { defineConfig } from 'vitest/config'
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
    // The crawl takes minutes and has a script of its own: npm run test:canary.
    exclude: [
      'node_modules/**',
      'build/**',
      ...(process.env['CANARY'] ? [] : ['tests/access/canary.test.ts']),
    ],
    setupFiles: ['tests/setup.ts'],
    globalSetup: ['tests/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
