import { auditFilter, type AuditFilter } from '~server/domain/audit/schema'

/** Names in the address are Norwegian. */
const NAMES = {
  from: 'fra',
  to: 'til',
  kind: 'gjelder',
  person: 'person',
  unit: 'enhet',
  before: 'for',
} as const satisfies Record<keyof AuditFilter, string>

/** What of the log the address asks for. An unknown choice is none. */
export function chosenIn(request: Request): AuditFilter {
  const query = new URL(request.url).searchParams
  const said = Object.entries(NAMES).map(([key, name]) => [key, query.get(name) ?? undefined])
  return auditFilter.parse(Object.fromEntries(said))
}

/** The other way round: `?fra=…`. */
export function addressOf(chosen: { [Key in keyof AuditFilter]?: AuditFilter[Key] | undefined }): string {
  const query = new URLSearchParams()
  for (const [key, name] of Object.entries(NAMES)) {
    const value = chosen[key as keyof AuditFilter]
    if (value !== undefined) query.set(name, value)
  }
  return `?${query.toString()}`
}
