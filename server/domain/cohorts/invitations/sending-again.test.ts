import { expect, test } from 'vitest'
import { useDatabase } from '../../../../tests/support/database'
import { anInvitation } from '../../../../tests/support/invited'
import { aCounty } from '../../../../tests/support/mailing'
import { createLink } from '../../people/links'
import { correctAddress, sendAgain } from './changes'

const database = useDatabase()

test('a mailbox gets three mails about an invitation in a day and no more, by its own button or by that for all', async () => {
  const { county, cohort, towns } = await aCounty(1)
  const { mailingId, id } = await anInvitation(county, cohort, towns[0] ?? '')
  const mailed = () =>
    database.db.$transaction(async tx => {
      await createLink(tx, { purpose: 'invitation', subjectId: id, expiresAt: new Date('2099-12-31') })
      await tx.invitation.update({ where: { id }, data: { status: 'failed' } })
    })
  await mailed()
  expect(await sendAgain(county, mailingId, id)).toBe(1)
  await mailed()
  await expect(sendAgain(county, mailingId, id)).rejects.toMatchObject({ reason: 'invitations.tooOften' })
  await expect(sendAgain(county, mailingId, null)).rejects.toMatchObject({
    reason: 'invitations.nothingToSend',
  })
  await database.db.personalLink.updateMany({ data: { createdAt: new Date('2020-01-01') } })
  expect(await sendAgain(county, mailingId, null)).toBe(1)
})

test('an address is corrected five times in a day; each new mailbox may get its mails', async () => {
  const { county, cohort, towns } = await aCounty(1)
  const { mailingId, id } = await anInvitation(county, cohort, towns[0] ?? '')
  const correct = (n: number) =>
    correctAddress(county, mailingId, { invitationId: id, email: `n${n}@example.org` })
  for (const n of [1, 2, 3, 4, 5]) await correct(n)
  await expect(correct(6)).rejects.toMatchObject({ reason: 'invitations.correctedOften' })
  await database.db.invitation.update({ where: { id }, data: { status: 'sent' } })
  expect(await sendAgain(county, mailingId, id)).toBe(1)
  const yesterday = new Date(Date.now() - 25 * 3_600_000)
  await database.db.invitation.update({ where: { id }, data: { correctedAt: yesterday } })
  await correct(6)
  expect(await database.db.invitation.findUniqueOrThrow({ where: { id } })).toMatchObject({
    email: 'n6@example.org',
    corrections: 1,
  })
})
