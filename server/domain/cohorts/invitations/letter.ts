import type { Prisma } from '~server/database/client'
import { nameOn, NAMES } from '../../organisations/names'
import { localText, type LocalText } from '../schema'

/** What a mail about an invitation says, before it is put into words. */
export interface Letter {
  to: string
  locale: string | null
  unit: string
  issuer: string
  host: string
  programme: LocalText
  cohortNumber: number
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
      programme: { select: { name: true } },
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
    cohortNumber: cohort.number,
    message: row.mailing.message,
    deadline: row.deadline,
  }
}
