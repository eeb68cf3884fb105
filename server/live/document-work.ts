import { Worker } from 'node:worker_threads'
import type { ComparedBlock } from '~server/domain/documents/comparing'
import type { Readable } from '~server/domain/documents/render'
import type { Sheet } from '~server/export/documents/sheet'

export type ExportFormat = 'docx' | 'pdf' | 'md' | 'html'

/** What can be asked for, and what comes back. `updates` are stored bytes: a state, then what came after it. */
export interface DocumentWorks {
  export: {
    ask: { format: ExportFormat; sheet: Omit<Sheet, 'content'>; updates: readonly Uint8Array[] }
    answer: Uint8Array
  }
  /** A file of a text that is in no document. */
  file: { ask: { format: ExportFormat; sheet: Sheet }; answer: Uint8Array }
  /** The ids of the pictures in a text. */
  pictures: { ask: { updates: readonly Uint8Array[] }; answer: string[] }
  /** One state of updates that build on each other. */
  fold: { ask: { updates: readonly Uint8Array[] }; answer: Uint8Array }
  read: { ask: { updates: readonly Uint8Array[] }; answer: Readable }
  compare: {
    ask: { before: readonly Uint8Array[]; after: readonly Uint8Array[] }
    answer: ComparedBlock[]
  }
  /** The change that makes a document in this state say what it said then; null when it does. */
  restore: { ask: { state: Uint8Array; updates: readonly Uint8Array[] }; answer: Uint8Array | null }
}

export interface DocumentWorkRequest<Kind extends keyof DocumentWorks = keyof DocumentWorks> {
  id: number
  kind: Kind
  ask: DocumentWorks[Kind]['ask']
}
export type DocumentWorkAnswer = { id: number; done: unknown } | { id: number; fault: string }

/** Work on the bytes of documents that would hold up the event loop. */
export interface DocumentWork {
  /** @throws when it cannot be done, or takes too long */
  run<Kind extends keyof DocumentWorks>(
    kind: Kind,
    ask: DocumentWorks[Kind]['ask'],
  ): Promise<DocumentWorks[Kind]['answer']>
  close(): Promise<void>
}

/** The longest anything may take before the worker is ended with all it has to do. */
const PATIENCE_MS = 20_000
const HEAP_MB = 512

interface Waiting {
  resolve: (done: unknown) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

/** @param script the built `server/documents-work.ts`; the worker starts with the first question */
export function documentWork(script: URL): DocumentWork {
  let worker: Worker | null = null
  let lastId = 0
  const waiting = new Map<number, Waiting>()

  const fail = (whose: Worker, error: Error): void => {
    if (worker !== whose) return
    worker = null
    void whose.terminate()
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer)
      reject(error)
    }
    waiting.clear()
  }
  const start = (): Worker => {
    const started = startWorker(script)
    started.unref()
    started.on('message', (answer: DocumentWorkAnswer) => {
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      clearTimeout(one?.timer)
      if ('done' in answer) one?.resolve(answer.done)
      else one?.reject(new Error(answer.fault))
    })
    started.on('error', error => fail(started, error))
    started.on('exit', () => fail(started, new Error('the worker ended')))
    return started
  }
  return {
    run: (kind, ask) => {
      const whose = (worker ??= start())
      const request: DocumentWorkRequest = { id: ++lastId, kind, ask }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => fail(whose, new Error(`${kind} took too long`)), PATIENCE_MS)
        timer.unref()
        waiting.set(request.id, { resolve: resolve as (done: unknown) => void, reject, timer })
        whose.postMessage(request)
      })
    },
    async close() {
      if (worker !== null) fail(worker, new Error('closed'))
      return Promise.resolve()
    },
  }
}

/** In development the script is TypeScript, and `--import tsx` does not reach into a worker of Node 20. */
function startWorker(script: URL): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB }
  if (!script.pathname.endsWith('.ts')) return new Worker(script, { resourceLimits })
  const load = `import('tsx/esm/api').then(tsx => { tsx.register(); return import(${JSON.stringify(script.href)}) })`
  return new Worker(load, { eval: true, resourceLimits })
}
