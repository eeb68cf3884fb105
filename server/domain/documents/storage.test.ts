import { describe, expect, test } from 'vitest'
import { storageContract } from '~server/collaboration/storage-contract'
import { withReach } from '~server/database/reach'
import { useDatabase } from '../../../tests/support/database'
import { createDocument, readDocument } from './documents'
import { CorruptDocumentError } from './load'
import { seedUpdate } from './render'
import { createStorage } from './storage'

const database = useDatabase()

const newDocument = async (content?: unknown): Promise<string> => {
  const owner = { kind: 'table', id: crypto.randomUUID() } as const
  const { id } = await database.db.$transaction(tx => createDocument(tx, null, owner, content as never))
  return id
}

storageContract('PostgreSQL', async () => {
  const person = await database.db.person.create({ data: { name: 'Skriver Fiktivsen' } })
  return {
    storage: createStorage(database.pool),
    personId: person.id,
    createDocument: () => newDocument(),
    bumpEpoch: async id => {
      const sql = 'UPDATE document_head SET epoch = epoch + 1, seq = 0 WHERE document_id = $1 RETURNING epoch'
      const { rows } = await database.pool.query<{ epoch: number }>(sql, [id])
      return rows[0]!.epoch
    },
  }
})

const paragraph = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
})

const aRun = (documentId: string, bytes: Uint8Array) => ({
  documentId,
  epoch: 1,
  personId: crypto.randomUUID(),
  connectionId: crypto.randomUUID(),
  nFrom: 1,
  nTo: 1,
  bytes,
})

describe('what is stored', () => {
  test('a seeded document is readable at once', async () => {
    const reading = await readDocument(await newDocument(paragraph('Hva ser vi?')))
    expect(reading).toMatchObject({ epoch: 1, seq: 1, html: '<p>Hva ser vi?</p>', words: 3 })
  })

  test('what was written since the last reading is in the next one', async () => {
    const documentId = await newDocument()
    expect((await readDocument(documentId)).text).toBe('')
    await createStorage(database.pool).append([aRun(documentId, seedUpdate(paragraph('Nytt.')))])
    expect((await readDocument(documentId)).text).toContain('Nytt.')
  })

  test('the log is written by the rooms, never within the reach of one person’s request', async () => {
    const documentId = await newDocument()
    const run = aRun(documentId, seedUpdate(paragraph('Smuglet inn.')))
    const storage = createStorage(database.pool)
    await expect(withReach('{}', () => storage.append([run]))).rejects.toThrow('the rooms alone')
    expect(await storage.append([run])).toEqual([{ seq: 1 }])
  })

  test('a byte that has changed on disk is noticed and never served', async () => {
    const documentId = await newDocument(paragraph('Dette er riktig.'))
    const owner = await database.pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM document_update WHERE document_id = $1',
      [documentId],
    )
    const bytes = Buffer.from(owner.rows[0]!.bytes)
    bytes[bytes.length - 3]! ^= 1
    await asOwner('UPDATE document_update SET bytes = $2 WHERE document_id = $1', [documentId, bytes])
    await expect(createStorage(database.pool).load(documentId)).rejects.toThrow(CorruptDocumentError)
    await expect(readDocument(documentId)).rejects.toThrow('do not have their hash')
  })

  test('a row that has gone from the log is noticed', async () => {
    const documentId = await newDocument(paragraph('Dette er riktig.'))
    await asOwner('DELETE FROM document_update WHERE document_id = $1', [documentId])
    await expect(createStorage(database.pool).load(documentId)).rejects.toThrow('rows are missing')
  })

  test('twenty writers on two connections get places without gaps and without twins', async () => {
    const documentId = await newDocument()
    const storage = createStorage(database.pool)
    const bytes = seedUpdate(paragraph('x'))
    const appended = await Promise.all(
      Array.from({ length: 20 }, () => storage.append([aRun(documentId, bytes)])),
    )
    const places = appended.flat().map(each => each?.seq)
    expect(places.sort((a, b) => a! - b!)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })
})

async function asOwner(sql: string, values: unknown[]): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client(database.owner)
  await client.connect()
  await client.query(sql, values)
  await client.end()
}
