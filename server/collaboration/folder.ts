import { Worker } from 'node:worker_threads'
import { pack, type Folded } from './fold-replay'
import type { FoldAnswer, FoldRequest } from './fold-worker'

/** Makes one state of many updates, off the event loop. The worker starts with the first fold. */
export class Folder {
  private worker: Worker | null = null
  private readonly pending = new Map<
    number,
    { resolve: (folded: Folded) => void; reject: (error: Error) => void }
  >()
  private lastId = 0

  constructor(private readonly script: URL) {}

  /** @throws when the result could not be proved to be the same document, or the worker died. */
  fold(updates: readonly Uint8Array[]): Promise<Folded> {
    const request: FoldRequest = { id: ++this.lastId, packed: pack(updates) }
    const worker = (this.worker ??= this.start())
    return new Promise((resolve, reject) => {
      this.pending.set(request.id, { resolve, reject })
      worker.postMessage(request, [request.packed.buffer])
    })
  }

  async close(): Promise<void> {
    const worker = this.worker
    this.fail(new Error('closed'))
    await worker?.terminate()
  }

  private start(): Worker {
    const worker = startWorker(this.script)
    worker.unref()
    worker.on('message', (answer: FoldAnswer) => this.answered(answer))
    worker.on('error', error => this.fail(error))
    worker.on('exit', () => {
      if (this.worker === worker) this.fail(new Error('the worker ended'))
    })
    return worker
  }

  private answered(answer: FoldAnswer): void {
    const waiting = this.pending.get(answer.id)
    this.pending.delete(answer.id)
    if ('folded' in answer) waiting?.resolve(answer.folded)
    else waiting?.reject(new Error(answer.fault))
  }

  private fail(error: Error): void {
    this.worker = null
    for (const { reject } of this.pending.values()) reject(error)
    this.pending.clear()
  }
}

/** In development the script is TypeScript, and `--import tsx` does not reach into a worker of Node 20. */
function startWorker(script: URL): Worker {
  if (!script.pathname.endsWith('.ts')) return new Worker(script)
  const load = `import('tsx/esm/api').then(tsx => { tsx.register(); return import(${JSON.stringify(script.href)}) })`
  return new Worker(load, { eval: true })
}
