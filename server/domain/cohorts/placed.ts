import type { Prisma } from '~server/database/client'

/** Registers hold units of other times: those that had ended before the cohort began, or came after it. */
export const existsDuring = ({
  startsOn,
  endsOn,
}: {
  startsOn: Date
  endsOn: Date
}): Prisma.OrgUnitWhereInput => ({
  AND: [
    { OR: [{ validTo: null }, { validTo: { gt: startsOn } }] },
    { OR: [{ validFrom: null }, { validFrom: { lt: endsOn } }] },
  ],
})
