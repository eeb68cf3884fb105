import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { anActor } from '../../../tests/support/factories'
import { useDatabase } from '../../../tests/support/database'
import { createDocument } from './documents'
import { addImage, documentOfImage, readImage } from './images'
import { picturesForFile } from './pictures-for-file'
import { forgetUnusedImages } from './unused-images'

const database = useDatabase()

const picture = () =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: '#000' } })
    .png()
    .toBuffer()

const newDocument = (imageId?: string) =>
  database.db.$transaction(tx =>
    createDocument(
      tx,
      null,
      { kind: 'table', id: crypto.randomUUID() },
      {
        type: 'doc',
        content: [imageId === undefined ? { type: 'paragraph' } : { type: 'image', attrs: { id: imageId } }],
      },
    ),
  )

test('an image is kept with its document, and read in two sizes', async () => {
  const document = await newDocument()
  const { id, width, height } = await addImage(await anActor(), document.id, await picture())
  expect([width, height]).toEqual([20, 10])
  expect(await documentOfImage(id)).toBe(document.id)
  for (const size of ['large', 'small'] as const)
    expect(await sharp((await readImage(id, size)).bytes).metadata()).toMatchObject({ format: 'webp' })
  await expect(documentOfImage('x')).rejects.toMatchObject({ code: 'not_found' })
  await expect(readImage(crypto.randomUUID(), 'large')).rejects.toMatchObject({ code: 'not_found' })
})

test('an image that has stood in no text for 30 days goes, and no other', async () => {
  const actor = await anActor()
  const document = await newDocument()
  const [used, unused, fresh] = [
    await addImage(actor, document.id, await picture()),
    await addImage(actor, document.id, await picture()),
    await addImage(actor, document.id, await picture()),
  ]
  const old = new Date(Date.now() - 31 * 86_400_000)
  await database.db.documentImage.updateMany({
    where: { id: { in: [used.id, unused.id] } },
    data: { usedAt: old },
  })
  // Copied into another document: used all the same.
  await newDocument(used.id)
  expect(await forgetUnusedImages()).toBe(1)
  await expect(readImage(unused.id, 'small')).rejects.toMatchObject({ code: 'not_found' })
  await expect(readImage(used.id, 'small')).resolves.toBeTruthy()
  await expect(readImage(fresh.id, 'small')).resolves.toBeTruthy()
})

describe('a document is full', () => {
  const row = (documentId: string, personId: string) => ({
    ...{ documentId, personId, width: 1, height: 1 },
    ...{ bytes: new Uint8Array(1), small: new Uint8Array(1), sha256: new Uint8Array(32) },
  })
  const full = { code: 'conflict', reason: 'images.too_many' }

  test('with two hundred pictures, and takes the two hundredth once', async () => {
    const actor = await anActor()
    const { id } = await newDocument()
    const rows = Array.from({ length: 199 }, () => row(id, actor.personId))
    await database.db.documentImage.createMany({ data: rows })
    const several = await Promise.allSettled([1, 2, 3].map(async () => addImage(actor, id, await picture())))
    expect(several.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    await expect(addImage(actor, id, await picture())).rejects.toMatchObject(full)
  })

  test('with a hundred megabytes', async () => {
    const actor = await anActor()
    const { id } = await newDocument()
    await database.db.documentImage.create({ data: row(id, actor.personId) })
    await database.db.$executeRaw`
      UPDATE document_image SET bytes = convert_to(repeat('x', 104857600), 'UTF8') WHERE document_id = ${id}::uuid`
    await expect(addImage(actor, id, await picture())).rejects.toMatchObject(full)
    const { id: other } = await newDocument()
    await expect(addImage(actor, other, await picture())).resolves.toBeTruthy()
  })
})

describe('into a file come', () => {
  const noOther = () => Promise.resolve(false)

  test('the pictures of its document; of others those that may be read', async () => {
    const actor = await anActor()
    const [own, other] = [await newDocument(), await newDocument()]
    const mine = await addImage(actor, own.id, await picture())
    const theirs = await addImage(actor, other.id, await picture())
    const ids = [theirs.id, mine.id, crypto.randomUUID()]
    expect([...(await picturesForFile(own.id, ids, noOther)).keys()]).toEqual([mine.id])
    const asked: string[] = []
    const both = await picturesForFile(own.id, ids, id => Promise.resolve(asked.push(id) > 0))
    expect([...both.keys()].sort()).toEqual([mine.id, theirs.id].sort())
    expect(asked).toEqual([other.id])
    expect(both.get(mine.id)).toMatchObject({ width: 20, height: 10 })
    expect(await sharp(both.get(mine.id)?.bytes).metadata()).toMatchObject({ format: 'webp' })
  })

  test('small ones where the large ones would be too much', async () => {
    const actor = await anActor()
    const { id } = await newDocument()
    const wide = await sharp({ create: { width: 960, height: 480, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    const [first, second] = [await addImage(actor, id, wide), await addImage(actor, id, wide)]
    await database.db.$executeRaw`
      UPDATE document_image SET bytes = convert_to(repeat('x', 12582900), 'UTF8') WHERE id = ${first.id}::uuid`
    const chosen = await picturesForFile(id, [first.id, second.id], noOther)
    expect(chosen.get(first.id)?.bytes).toHaveLength(12_582_900)
    expect(chosen.get(second.id)).toMatchObject({ width: 480, height: 240 })
  })
})
