import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createClient } from 'redis'
import { freePort } from './ports'
import { until } from './until'

export interface TestRedis {
  url: string
  pid: number
  /** kill −9. */
  stop(): Promise<void>
  /** On the same port, knowing nothing of what was before. */
  startAgain(): Promise<void>
  /** Its lines stay open and nothing is answered. */
  freeze(): void
  /** All that is kept in its streams and keys, as text. */
  everything(): Promise<string>
  thaw(): void
}

/** A real Redis on a free port, with nothing kept. */
export async function startRedis(): Promise<TestRedis> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pulje-redis-'))
  const port = await freePort()
  const program = process.env['REDIS_SERVER_PATH'] ?? '/usr/bin/redis-server'
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]
  let child: ChildProcess
  async function startAgain(): Promise<void> {
    fs.mkdirSync(folder, { recursive: true })
    child = spawn(program, args, { stdio: 'ignore' })
    await until('Redis answers', () => answers(port))
  }
  await startAgain()
  return {
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return child.pid ?? 0
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = new Promise(resolve => child.once('exit', resolve))
        child.kill('SIGKILL')
        await exited
      }
      fs.rmSync(folder, { recursive: true, force: true })
    },
    startAgain,
    async everything() {
      const client = createClient({ url: `redis://127.0.0.1:${port}` })
      await client.connect()
      const streams = await Promise.all(
        (await client.keys('*')).map(async key => [
          key,
          (await client.type(key)) === 'stream' ? await client.xRange(key, '-', '+') : await client.get(key),
        ]),
      )
      client.destroy()
      return JSON.stringify(streams)
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
