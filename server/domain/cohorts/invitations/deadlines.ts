import { db } from '~server/database/client'
import { record } from '~server/outbox/record'
import { supersedeLinks } from '../../people/links'
import { calendarDay, osloClock } from '../../shared/dates'
import { setStatus } from '../history'

/** People are reminded in working hours. */
const FROM_HOUR = 8
const UNTIL_HOUR = 16
/** In one transaction. */
const AT_ONCE = 200

/** A reminder that is to be sent now, and what to set the counter back to when it could not be. */
export interface DueReminder {
  invitationId: string
  before: number
}

/**
 * Takes the reminders in hand that are due: a reminder day of the mailing has come since the mail was sent, nobody has
 * answered, the deadline is not over, and it is day in Norway. Days that were missed become one reminder. Whoever has an
 * account is reminded as often as they chose: never, or of each invitation once a week at most.
 *
 * @param now by the database's clock
 */
export async function claimReminders(now: Date): Promise<DueReminder[]> {
  const { hour } = osloClock(now)
  if (hour < FROM_HOUR || hour >= UNTIL_HOUR) return []
  const today = calendarDay(now)
  return db().$queryRaw<DueReminder[]>`
    WITH due AS (
      SELECT i.id, i.reminders AS before, (
        SELECT count(*) FROM unnest(m.reminder_days) days
        WHERE i.deadline - days <= ${today}::date
          AND i.deadline - days > (i.sent_at AT TIME ZONE 'Europe/Oslo')::date)::int AS reached
      FROM invitation i JOIN mailing m ON m.id = i.mailing_id
      WHERE i.status IN ('sent', 'seen') AND i.deadline >= ${today}::date
        AND NOT EXISTS (
          SELECT FROM person p JOIN notification_preference n ON n.person_id = p.id AND n.kind = 'invitations'
          WHERE p.email = lower(i.email) AND p.disabled_at IS NULL AND (n.frequency = 'off' OR n.frequency = 'weekly'
            AND coalesce(i.reminded_at, i.sent_at) > ${now}::timestamptz - interval '7 days'))
      FOR UPDATE OF i SKIP LOCKED)
    UPDATE invitation i SET reminders = due.reached, reminded_at = ${now}
    FROM due WHERE i.id = due.id AND due.reached > due.before
    RETURNING i.id::text AS "invitationId", due.before`
}

/** The mail server has taken it, with this link in it. */
export async function reminderSent(token: string): Promise<void> {
  await supersedeLinks(db(), token)
}

/** The reminder did not go out: it is due again. */
export async function reminderFailed({ invitationId, before }: DueReminder): Promise<void> {
  await db().invitation.updateMany({ where: { id: invitationId }, data: { reminders: before } })
}

/**
 * Closes the invitations whose last day is over in Norway: nobody answered, and the units stand as not having done so.
 *
 * @param now by the database's clock
 * @returns how many
 */
export async function expireInvitations(now: Date): Promise<number> {
  const today = calendarDay(now)
  let total = 0
  for (;;) {
    const closed = await expireSome(today)
    total += closed
    if (closed < AT_ONCE) return total
  }
}

function expireSome(today: Date): Promise<number> {
  return db().$transaction(async tx => {
    const rows = await tx.$queryRaw<{ id: string; cohortId: string; orgUnitId: string }[]>`
      UPDATE invitation SET status = 'expired' WHERE id IN (
        SELECT id FROM invitation
        WHERE status IN ('queued', 'sent', 'seen', 'failed') AND deadline < ${today}::date
        LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING id::text AS id, cohort_id::text AS "cohortId", org_unit_id::text AS "orgUnitId"`
    const cohorts = new Set(rows.map(({ cohortId }) => cohortId))
    for (const cohortId of cohorts) {
      const own = rows.filter(row => row.cohortId === cohortId)
      await setStatus(tx, {
        cohortId,
        orgUnitIds: own.map(({ orgUnitId }) => orgUnitId),
        status: 'expired',
        personId: null,
        invitations: new Map(own.map(({ id, orgUnitId }) => [orgUnitId, id])),
        from: ['invited'],
      })
    }
    for (const { id, cohortId, orgUnitId } of rows)
      await record(tx, null, 'invitation.expired', { invitationId: id, cohortId, orgUnitId })
    return rows.length
  })
}
