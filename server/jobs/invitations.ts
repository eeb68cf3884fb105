import { db } from '~server/database/client'
import {
  claimReminders,
  expireInvitations,
  reminderFailed,
  reminderSent,
  type DueReminder,
} from '~server/domain/cohorts/invitations/deadlines'
import {
  claimInvitations,
  giveUpInterrupted,
  mailingsWithWaiting,
  markFailed,
  markSent,
  prepareLetter,
  putOff,
  release,
} from '~server/domain/cohorts/invitations/delivery'
import { addSending } from '~server/domain/cohorts/invitations/mailings'
import { databaseNow } from '~server/domain/shared/clock'
import { mailFailure, type MailFailure } from '~server/mail/failure'
import { invitationMail } from '~server/mail/invitation'
import { textIn, type JobContext, type Schedule, type Tasks } from './task'

/** Mails taken in hand together, and how many of them are on their way at the same time. */
const CHUNK = 24
const AT_ONCE = 6

export const invitationTasks: Tasks = {
  /** Sends what waits in a mailing, chunk by chunk; fails, to be tried again, when the mail server is away. */
  send_mailing: async (payload, context) => {
    const mailingId = textIn(payload, 'mailingId')
    let putOffs = 0
    // One way through, in their order: what was put off comes after everybody else, in the next run.
    let last = ''
    for (;;) {
      const claimed = await claimInvitations(mailingId, CHUNK, last)
      last = claimed.at(-1) ?? ''
      if (last === '') break
      const outcomes = await eachAtOnce(claimed, id => sendOne(id, context))
      const away = claimed.filter((_, i) => outcomes[i] === 'away')
      putOffs += outcomes.filter(outcome => outcome === 'temporary').length
      if (away.length > 0) {
        await release(away)
        throw new Error('the mail server is away; the mailing goes on later')
      }
    }
    if (putOffs > 0) throw new Error('the mail server asked to come back later with some mails')
  },

  /** After a crash nobody holds the job of a mailing any more: what waits is taken up again. */
  resume_mailings: async () => {
    await giveUpInterrupted(await databaseNow(db()))
    for (const mailingId of await mailingsWithWaiting()) await addSending(db(), mailingId)
  },

  remind_invitations: async (_payload, context) => {
    const due = await claimReminders(await databaseNow(db()))
    const outcomes = await eachAtOnce(due, reminder => remindOne(reminder, context))
    if (outcomes.includes('away')) throw new Error('the mail server is away; reminders go out later')
  },

  expire_invitations: async () => {
    await expireInvitations(await databaseNow(db()))
  },
}

export const invitationSchedule: Schedule = {
  resume_mailings: '*/5 * * * *',
  remind_invitations: '7 * * * *',
  expire_invitations: '3 * * * *',
}

/** The address is made of what the operator said, never of what a request said about itself. */
const linkTo = (origin: string, token: string): string => `${origin}/invitasjon/${token}`

async function sendOne(
  invitationId: string,
  { mailer, origin }: JobContext,
): Promise<'done' | 'away' | 'temporary'> {
  const letter = await prepareLetter(invitationId)
  if (letter === null) return 'done'
  try {
    await mailer.send(await invitationMail(letter, linkTo(origin, letter.token), 'first'))
  } catch (error) {
    const failure = mailFailure(error)
    if (failure === 'away') return 'away'
    if (failure === 'temporary') return (await putOff(invitationId)) ? 'temporary' : 'done'
    await markFailed(invitationId, failure)
    return 'done'
  }
  await markSent(invitationId, letter.token)
  return 'done'
}

async function remindOne(
  reminder: DueReminder,
  { mailer, origin }: JobContext,
): Promise<MailFailure | 'done'> {
  const letter = await prepareLetter(reminder.invitationId)
  if (letter === null) return 'done'
  try {
    await mailer.send(await invitationMail(letter, linkTo(origin, letter.token), 'reminder'))
  } catch (error) {
    const failure = mailFailure(error)
    // An address that took the first mail and refuses the second is left alone until the next reminder.
    if (failure === 'away' || failure === 'temporary') await reminderFailed(reminder)
    return failure
  }
  await reminderSent(letter.token)
  return 'done'
}

/** Does the work for each, a few at the same time; the outcomes stand in the order of what was given. */
async function eachAtOnce<Item, Outcome>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  const queue = [...items.entries()]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      outcomes[next[0]] = await work(next[1])
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return outcomes
}
