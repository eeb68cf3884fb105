import { fork, type ChildProcess } from 'node:child_process'
import type pg from 'pg'
import type { Log } from '~server/log'

export interface ListWorkRequest {
  what: 'read' | 'write'
  batchId: string
  database: pg.PoolConfig
}

export type ListWorkAnswer = { done: true } | { done: false; fault: string }

/** Reads and writes lists outside of the server's process. */
export interface ListWork {
  /** @throws when the process ended before it was done, or said why it could not */
  run(what: ListWorkRequest['what'], batchId: string): Promise<void>
  /** Ends what is still at work. */
  close(): void
}

/** Megabytes of objects; with the program itself less than 300 in all. */
const HEAP_MB = 112
/** So many lists at a time; the others wait. */
const AT_ONCE = 2

/** @param script the built `server/lists-work.ts` */
export function listWork({
  script,
  database,
  log,
}: {
  script: string
  database: pg.PoolConfig
  log: Log
}): ListWork {
  let running = 0
  const waiting: (() => void)[] = []
  const children = new Set<ChildProcess>()
  return {
    close: () => {
      for (const child of children) child.kill('SIGKILL')
    },
    async run(what, batchId) {
      if (running >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
      else running += 1
      try {
        await inProcess(start(script, children), { what, batchId, database }, log)
      } finally {
        const next = waiting.shift()
        if (next === undefined) running -= 1
        else next()
      }
    },
  }
}

function start(script: string, children: Set<ChildProcess>): ChildProcess {
  const child = fork(script, [], {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=8', '--enable-source-maps'],
    // Nothing of the server's own environment. Each arena of the C library keeps what it once had: two are enough.
    env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' },
    // What it says when it runs out of memory is a report of the engine, not of ours.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

function inProcess(child: ChildProcess, request: ListWorkRequest, log: Log): Promise<void> {
  let answer: ListWorkAnswer | null = null
  return new Promise((resolve, reject) => {
    child.once('message', said => (answer = said as ListWorkAnswer))
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (answer?.done === true) {
        resolve()
        return
      }
      const fault = answer?.fault ?? `it ended with ${signal ?? code}`
      log.warn({ what: request.what, fault }, 'work on a list')
      reject(new Error(fault))
    })
    child.send(request)
  })
}
