import fs from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import type { RequestHandler } from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEnv } from '~server/env'
import { ask, listening } from '../../tests/support/http'
import { keptLog } from '../../tests/support/log'
import { createApp } from './app'

/** The Host that the pages saw last. */
let seen: string | undefined
const pages: RequestHandler = (req, res) => {
  seen = req.headers.host
  res.send('side')
}
const clientFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-no-files-'))
const stops: (() => Promise<void>)[] = []

async function start(ORIGIN: string): Promise<string> {
  const env = readEnv({ ORIGIN })
  const app = createApp({ env, log: keptLog(), ready: async () => [], clientFolder, pages })
  const { url, stop } = await listening(http.createServer(app))
  stops.push(stop)
  return url
}

let url = ''
beforeAll(async () => {
  url = await start('https://pulje.example.org')
})
afterAll(async () => {
  for (const stop of stops) await stop()
  fs.rmSync(clientFolder, { recursive: true })
})

describe('one name for the product', () => {
  test('the pages see the name of ORIGIN, whatever Host a caller or a proxy writes', async () => {
    await ask(`${url}/side`, { headers: { Host: 'ondskap.example.org' } })
    expect(seen).toBe('pulje.example.org')
  })

  test('whoever opens a demo as localhost is sent to the name under which forms are accepted', async () => {
    const demo = await start('http://127.0.0.1:3000')
    const answer = await ask(`${demo}/logg-inn?til=%2F`, {
      headers: { Host: 'localhost:3000', 'Sec-Fetch-Mode': 'navigate' },
    })
    expect(answer.status).toBe(307)
    expect(answer.headers.location).toBe('http://127.0.0.1:3000/logg-inn?til=%2F')
  })

  test('nobody is sent anywhere from a name that is not of this machine', async () => {
    const answer = await ask(`${url}/side`, {
      headers: { Host: 'ondskap.example.org', 'Sec-Fetch-Mode': 'navigate' },
    })
    expect(answer.status).toBe(200)
  })
})
