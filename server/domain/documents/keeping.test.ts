import { beforeEach, describe, expect, test } from 'vitest'
import type { XmlText } from 'yjs'
import { applyUpdate, Doc, encodeStateAsUpdate, mergeUpdates, type XmlElement } from 'yjs'
import { aPerson } from '../../../tests/support/factories'
import { useDatabase } from '../../../tests/support/database'
import { listAuthors, recordAuthors } from './authors'
import { changeComments, countOpenThreads, listThreads } from './comments'
import { createDocument, readDocument, storedBytes } from './documents'
import type { OpenedDocument } from './opened'
import { foldedState, readable } from './render'
import { createStorage } from './storage'
import { documentsToTrim, trimLog } from './trimming'
import { listVersions, restoreVersion, versionBytes } from './versions'
import { restoring } from './restoring'
import { storedContent } from './render'

const database = useDatabase()
let documentId: string
let anna: string
let bo: string

beforeEach(async () => {
  const owner = { kind: 'table', id: crypto.randomUUID() } as const
  const content = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Først.' }] }],
  }
  documentId = (await database.db.$transaction(tx => createDocument(tx, null, owner, content))).id
  anna = await aPerson({ name: 'Anna' })
  bo = await aPerson({ name: 'Bo' })
})

const opened = (personId: string, right: OpenedDocument['right'] = 'write'): OpenedDocument => ({
  actor: { personId },
  documentId,
  right,
})

async function append(personId: string, bytes: Uint8Array, connectionId: string = crypto.randomUUID()) {
  const run = { documentId, epoch: 1, personId, connectionId, nFrom: 1, nTo: 1, bytes }
  await createStorage(database.pool).append([run])
  return connectionId
}

/** Somebody types at the end, with an editor of their own. */
async function write(personId: string, text: string, client?: number): Promise<void> {
  const doc = new Doc()
  const { updates } = await storedBytes(documentId)
  for (const update of updates) applyUpdate(doc, update)
  if (client !== undefined) doc.clientID = client
  const made: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => made.push(update))
  const paragraph = doc.getXmlFragment('default').get(0) as XmlElement
  const last = paragraph.get(0) as XmlText
  last.insert(last.length, text)
  await append(personId, mergeUpdates(made))
}

/** The whole log is this many days older. */
async function age(days: number): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client(database.owner)
  await client.connect()
  await client.query(
    `UPDATE document_update SET created_at = created_at - $2 * interval '1 day' WHERE document_id = $1`,
    [documentId, days],
  )
  await client.end()
}
async function snapshot(): Promise<void> {
  const { epoch, seq, updates } = await storedBytes(documentId)
  await createStorage(database.pool).saveSnapshot(documentId, epoch, { seq, bytes: foldedState(updates) })
}
const fold = (updates: readonly Uint8Array[]) => Promise.resolve(foldedState(updates))
const textAt = async (seq: number) => readable(await versionBytes(opened(anna), seq)).text

describe('versions', () => {
  test('each sitting is a version with its people and its text', async () => {
    await write(anna, ' Anna.')
    await age(1)
    await write(bo, ' Bo.')
    const versions = await listVersions(opened(anna))
    expect(versions.map(({ seq, people }) => [seq, ...people])).toEqual([[3, 'Bo'], [2, 'Anna'], [1]])
    expect([await textAt(1), await textAt(2), await textAt(3)]).toEqual([
      'Først.',
      'Først. Anna.',
      'Først. Anna. Bo.',
    ])
  })

  test('what is older than thirty days goes from the log once it is folded, and stays as versions', async () => {
    await write(anna, ' Anna.')
    await age(31)
    await write(bo, ' Bo.')
    expect(await documentsToTrim()).toEqual([])
    expect(await trimLog(documentId, fold)).toBe(0)
    await snapshot()
    const before = await listVersions(opened(anna))
    expect(await documentsToTrim()).toEqual([documentId])
    expect(await trimLog(documentId, fold)).toBe(2)
    expect(await trimLog(documentId, fold)).toBe(0)
    expect(await listVersions(opened(anna))).toEqual(before)
    expect([await textAt(1), await textAt(2), await textAt(3)]).toEqual([
      'Først.',
      'Først. Anna.',
      'Først. Anna. Bo.',
    ])
    expect((await readDocument(documentId)).text).toBe('Først. Anna. Bo.')
    expect((await createStorage(database.pool).load(documentId))?.seq).toBe(3)
    expect((await listAuthors(opened(anna))).map(({ name }) => name).sort()).toEqual(['Anna', 'Bo', null])
  })

  test('an old version comes back as a change on top, and what was there is a version of its own', async () => {
    await write(anna, ' Anna.')
    await write(bo, ' Bo.')
    const amend = async (
      _id: string,
      personId: string,
      change: (state: Uint8Array) => Promise<Uint8Array | null>,
    ) => {
      const bytes = await change(foldedState((await storedBytes(documentId)).updates))
      return bytes && append(personId, bytes)
    }
    const change = (state: Uint8Array, updates: readonly Uint8Array[]) =>
      Promise.resolve(restoring(state, storedContent(updates)))
    expect(await restoreVersion(opened(bo), 1, amend, change)).toBe(true)
    expect((await readDocument(documentId)).text).toBe('Først.')
    const [newest, before] = await listVersions(opened(bo))
    expect(newest).toMatchObject({ people: ['Bo'], restored: true })
    expect(await textAt(before?.seq ?? 0)).toBe('Først. Anna. Bo.')
    expect(await restoreVersion(opened(bo), 1, amend, change)).toBe(false)
    expect(await restoreVersion(opened(anna), before?.seq ?? 0, amend, change)).toBe(true)
    expect((await readDocument(documentId)).text).toBe('Først. Anna. Bo.')
  })

  test('whoever only reads along sees no earlier versions', async () => {
    await expect(listVersions(opened(anna, 'read'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(versionBytes(opened(anna, 'read'), 1)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('authors', () => {
  test('the first person to bring a client keeps it, whoever forges it later', async () => {
    await write(anna, ' Anna.', 4_000_000_001)
    const { updates } = await storedBytes(documentId)
    await recordAuthors(documentId)
    const doc = new Doc()
    for (const update of updates) applyUpdate(doc, update)
    await append(bo, encodeStateAsUpdate(doc))
    const whose = (await listAuthors(opened(anna))).find(({ client }) => client === 4_000_000_001)
    expect(whose).toEqual({ client: 4_000_000_001, personId: anna, name: 'Anna' })
  })
})

describe('comments', () => {
  const place = { quote: 'Først.', from: 'AQdkZWZhdWx0AA==', to: 'AQdkZWZhdWx0AA==' }
  const add = (person: string, text: string) =>
    changeComments(opened(person), { intent: 'add', ...place, text })

  test('two people talk about a passage, and are done with it', async () => {
    await add(anna, 'Når?')
    const [thread] = await listThreads(opened(bo))
    const threadId = thread?.id ?? ''
    await changeComments(opened(bo), { intent: 'reply', threadId, text: 'I morgen.' })
    await changeComments(opened(bo), { intent: 'resolve', threadId })
    expect(await listThreads(opened(anna, 'read'))).toMatchObject([
      {
        quote: 'Først.',
        resolved: true,
        resolvedBy: 'Bo',
        comments: [
          { name: 'Anna', text: 'Når?' },
          { name: 'Bo', text: 'I morgen.' },
        ],
      },
    ])
    expect(await countOpenThreads(opened(anna))).toBe(0)
    await changeComments(opened(anna), { intent: 'reopen', threadId })
    expect(await countOpenThreads(opened(anna))).toBe(1)
  })

  test('what is sent again because no answer came is there once', async () => {
    const said = { intent: 'add', ...place, text: 'Når?', commentId: crypto.randomUUID() } as const
    await changeComments(opened(anna), said)
    await changeComments(opened(anna), said)
    const threads = await listThreads(opened(anna))
    expect(threads.map(({ comments }) => comments.length)).toEqual([1])
    const commentId = crypto.randomUUID()
    const reply = { intent: 'reply', threadId: threads[0]?.id ?? '', text: 'Mandag.', commentId } as const
    await Promise.all([changeComments(opened(bo), reply), changeComments(opened(bo), reply)])
    expect((await listThreads(opened(anna)))[0]?.comments.map(({ text }) => text)).toEqual([
      'Når?',
      'Mandag.',
    ])
  })

  test('one changes and deletes one’s own words only; a thread goes with its last ones', async () => {
    await add(anna, 'Når?')
    const commentId = (await listThreads(opened(anna)))[0]?.comments[0]?.id ?? ''
    const denied = { code: 'forbidden' }
    await expect(changeComments(opened(bo), { intent: 'edit', commentId, text: 'x' })).rejects.toMatchObject(
      denied,
    )
    await expect(changeComments(opened(bo), { intent: 'delete', commentId })).rejects.toMatchObject(denied)
    await changeComments(opened(anna), { intent: 'edit', commentId, text: 'Når da?' })
    expect((await listThreads(opened(anna)))[0]?.comments).toMatchObject([{ text: 'Når da?', edited: true }])
    await changeComments(opened(anna), { intent: 'delete', commentId })
    expect(await listThreads(opened(anna))).toEqual([])
  })

  test('whoever only reads says nothing, and nobody says anything in another document’s thread', async () => {
    const form = { intent: 'add', ...place, text: 'x' } as const
    await expect(changeComments(opened(anna, 'read'), form)).rejects.toMatchObject({ code: 'forbidden' })
    await add(anna, 'Når?')
    const threadId = (await listThreads(opened(anna)))[0]?.id ?? ''
    const elsewhere = { ...opened(anna), documentId: crypto.randomUUID() }
    await expect(changeComments(elsewhere, { intent: 'resolve', threadId })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('a place that is none is refused', async () => {
    const form = { intent: 'add', ...place, from: '////', text: 'x' } as const
    await expect(changeComments(opened(anna), form)).rejects.toMatchObject({ code: 'conflict' })
  })
})
