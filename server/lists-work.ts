import pg from 'pg'
import { createClient, provideDb } from './database/client'
import { readBatch } from './domain/cohorts/imports/reading'
import { writeBatch } from './domain/cohorts/imports/confirm'
import { readList, readPasted } from './files/lists/read'
import type { ListWorkAnswer, ListWorkRequest } from './jobs/list-work'

/**
 * The program that reads, judges or writes one list, in a process of its own with little memory, and then ends: whatever
 * stands in a list, the server and what people are writing there go on. A server that is gone needs no answer: what was
 * not written whole is not written.
 */
process.once('message', (request: ListWorkRequest) => {
  work(request).then(
    () => answer({ done: true }),
    (error: unknown) =>
      answer({ done: false, fault: error instanceof Error ? error.message : String(error) }),
  )
})
process.once('disconnect', () => process.exit(1))
// Asked to stop together with the server, it ends with the server.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)

async function work({ what, batchId, database }: ListWorkRequest): Promise<void> {
  // A statement of ours does not go on for nobody.
  const options = `${database.options ?? ''} -c client_connection_check_interval=1000`.trim()
  const pool = new pg.Pool({ ...database, options, max: 4 })
  pool.on('error', () => undefined)
  provideDb(createClient(pool))
  if (what === 'write') await writeBatch(batchId)
  else
    await readBatch(batchId, (bytes, fileName) =>
      fileName === '' ? readPasted(bytes.toString('utf8')) : readList(bytes, fileName),
    )
}

function answer(said: ListWorkAnswer): void {
  process.send?.(said, () => process.exit(0))
}
