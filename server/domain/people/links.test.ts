import crypto from 'node:crypto'
import { expect, test } from 'vitest'
import { db } from '~server/database/client'
import { useDatabase } from '../../../tests/support/database'
import { createLink, openLink, revokeLinks, supersedeLinks } from './links'

useDatabase()

const LATER = new Date(Date.now() + 60_000)
const link = (subjectId: string, expiresAt = LATER) =>
  createLink(db(), { purpose: 'invitation', subjectId, expiresAt })

test('a link opens its own thing and nothing else', async () => {
  const subjectId = crypto.randomUUID()
  const token = await link(subjectId)
  expect(await openLink(db(), 'invitation', token)).toBe(subjectId)
  expect(await openLink(db(), 'membership', token)).toBeNull()
})

test('the database does not hold what would open the link', async () => {
  const token = await link(crypto.randomUUID())
  const rows = await db().personalLink.findMany()
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('an expired link opens nothing, by the clock of the database', async () => {
  const token = await link(crypto.randomUUID(), new Date(Date.now() - 1_000))
  expect(await openLink(db(), 'invitation', token)).toBeNull()
})

test('when the mail with a new link is out, earlier links to the same thing are dead; later ones and others are not', async () => {
  const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
  const [first, second, elsewhere] = [await link(one), await link(one), await link(other)]
  await db().personalLink.updateMany({
    where: { subjectId: one },
    data: { createdAt: new Date('2026-01-01') },
  })
  const third = await link(one)
  await supersedeLinks(db(), second)
  const opened = (token: string) => openLink(db(), 'invitation', token)
  expect(await Promise.all([first, second, third, elsewhere].map(opened))).toEqual([null, one, one, other])
  await supersedeLinks(db(), third)
  await supersedeLinks(db(), 'x'.repeat(43))
  expect(await Promise.all([second, third, elsewhere].map(opened))).toEqual([null, one, other])
})

test('revoking ends every link to the thing, and none to another', async () => {
  const [one, other] = [crypto.randomUUID(), crypto.randomUUID()]
  const [first, second, third] = [await link(one), await link(one), await link(other)]
  await revokeLinks(db(), 'invitation', [one])
  expect(await openLink(db(), 'invitation', first)).toBeNull()
  expect(await openLink(db(), 'invitation', second)).toBeNull()
  expect(await openLink(db(), 'invitation', third)).toBe(other)
})

test.each(['', 'x', "' OR 1=1 --", 'a'.repeat(10_000), '__proto__'])(
  'what is no token at all opens nothing: %s',
  async token => {
    expect(await openLink(db(), 'invitation', token)).toBeNull()
  },
)
