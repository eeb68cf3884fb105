import sharp from 'sharp'
import { expect, test } from 'vitest'
import { anActor } from '../../../tests/support/factories'
import { useDatabase } from '../../../tests/support/database'
import { createDocument } from './documents'
import { addImage, documentOfImage, readImage } from './images'
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
