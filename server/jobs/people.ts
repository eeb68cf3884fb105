import { db } from '~server/database/client'
import { endUnjustifiedSeats, seatedWithoutRole } from '~server/domain/gatherings/leaving-seats'
import { unitNames } from '~server/domain/organisations/unit-names'
import { expireInvitations, invitationMail, invitationMailed } from '~server/domain/people/answering'
import { roleNewsAtOnce, roleNewsOf } from '~server/domain/people/notifications'
import { membershipInvitationMail } from '~server/mail/membership-invitation'
import { roleNewsMail } from '~server/mail/role-news'
import { textIn, type JobContext, type Schedule, type Tasks } from './task'

type News = NonNullable<Awaited<ReturnType<typeof roleNewsAtOnce>>>

async function tell({ mailer, origin }: JobContext, { email, news, ...reader }: News): Promise<void> {
  const names = await unitNames(
    db(),
    news.map(({ orgUnitId }) => orgUnitId),
  )
  const told = news.map(({ orgUnitId, ...each }) => ({ ...each, unit: names.get(orgUnitId) ?? '–' }))
  await mailer.send(await roleNewsMail({ ...reader, to: email, news: told, href: `${origin}/profil` }))
}

const digest =
  (frequency: 'daily' | 'weekly') =>
  async (_: unknown, context: JobContext): Promise<void> => {
    for (const reader of await roleNewsOf(frequency)) await tell(context, reader)
  }

/** Mails about roles and invitations, and what ends with time. */
export const peopleTasks: Tasks = {
  send_membership_invitation: async (payload, { mailer, origin }) => {
    const mail = await invitationMail(textIn(payload, 'invitationId'))
    if (mail === null) return
    const names = await unitNames(db(), [mail.orgUnitId])
    await mailer.send(
      await membershipInvitationMail({
        ...mail,
        to: mail.email,
        unit: names.get(mail.orgUnitId) ?? '–',
        inviter: mail.invitedBy,
        href: `${origin}/bli-medlem/${mail.token}`,
      }),
    )
    await invitationMailed(mail.token)
  },
  tell_of_role: async (payload, context) => {
    const news = await roleNewsAtOnce(textIn(payload, 'grantId'))
    if (news !== null) await tell(context, news)
  },
  tell_of_roles_daily: digest('daily'),
  tell_of_roles_weekly: digest('weekly'),
  expire_membership_invitations: expireInvitations,
  end_seats_without_role: async () => {
    for (const personId of await seatedWithoutRole()) await endUnjustifiedSeats(personId)
  },
}

export const peopleSchedule: Schedule = {
  tell_of_roles_daily: '0 6 * * *',
  tell_of_roles_weekly: '0 6 * * 1',
  expire_membership_invitations: '23 2 * * *',
  end_seats_without_role: '*/15 * * * *',
}
