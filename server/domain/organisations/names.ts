/** A name or a code with the period in which it was official; `validTo` is the first day after it. */
interface Dated {
  validFrom: Date | null
  validTo: Date | null
}

/**
 * The one that was valid on a day. When none was (a unit that has been merged away since, or is asked about before its
 * time), the one nearest to that day, the later known one first: a unit is never without a name.
 */
export function validOn<T extends Dated>(all: readonly T[], day: Date): T | undefined {
  const from = (x: T): number => x.validFrom?.getTime() ?? -Infinity
  const to = (x: T): number => x.validTo?.getTime() ?? Infinity
  const at = day.getTime()
  const distance = (x: T): number => (at < from(x) ? from(x) - at : at >= to(x) ? at - to(x) : -1)
  return [...all].sort((a, b) => distance(a) - distance(b) || to(b) - to(a))[0]
}

/** What a unit was called on a day, e.g. on the first day of a cohort: a report shows the name of its time. */
export function nameOn(unit: { names: readonly (Dated & { name: string })[] }, day: Date): string {
  return validOn(unit.names, day)?.name ?? '–'
}

/** The official number on a day, or null for a unit without one. */
export function codeOn(unit: { codes: readonly (Dated & { code: string })[] }, day: Date): string | null {
  return validOn(unit.codes, day)?.code ?? null
}

/** Prisma select for what `nameOn` needs. */
export const NAMES = {
  where: { kind: 'official' },
  select: { name: true, validFrom: true, validTo: true },
} as const
/** Prisma select for what `codeOn` needs. */
export const CODES = { select: { code: true, validFrom: true, validTo: true } } as const
