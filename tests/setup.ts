import { afterEach, beforeEach, expect, vi } from 'vitest'

/** Unexpected console output fails a test: a warning nobody reads is a fault nobody mends. */
const methods = ['log', 'info', 'warn', 'error'] as const
let said: string[] = []

beforeEach(() => {
  said = []
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => {
      said.push(`console.${method}: ${words.map(String).join(' ')}`)
    })
  }
})

afterEach(() => {
  vi.restoreAllMocks()
  expect(said).toEqual([])
})
