import type { Prisma } from '~server/database/client'
import { nameOn, NAMES } from '../../organisations/names'
import { cohortTitle, localText, type CohortTitle, type LocalText } from '../../shared/programme-text'

/** What a mail about an invitation says, before it is put into words. */
export interface Letter {
  to: string
  locale: string | null
  unit: string
  issuer: string
  host: string
  programme: LocalText
  cohort: CohortTitle
  message: string
  /** The last day on which an answer counts (midnight UTC, a calendar date). */
  deadline: Date
}

/** Prisma select for what `letterOf` needs. */
export const LETTER = {
  email: true,
  locale: true,
  deadline: true,
  mailing: { select: { message: true } },
  orgUnit: { select: { names: NAMES } },
  issuer: { select: { names: NAMES } },
  cohort: {
    select: {
      number: true,
      startsOn: true,
      host: { select: { names: NAMES } },
      programme: { select: { name: true, terms: true } },
    },
  },
} as const satisfies Prisma.InvitationSelect

export function letterOf(row: Prisma.InvitationGetPayload<{ select: typeof LETTER }>): Letter {
  const { cohort } = row
  return {
    to: row.email,
    locale: row.locale,
    unit: nameOn(row.orgUnit, cohort.startsOn),
    issuer: nameOn(row.issuer, cohort.startsOn),
    host: nameOn(cohort.host, cohort.startsOn),
    programme: localText.parse(cohort.programme.name),
    cohort: cohortTitle(cohort),
    message: row.mailing.message,
    deadline: row.deadline,
  }
}
