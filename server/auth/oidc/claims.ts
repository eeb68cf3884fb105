import { z } from 'zod'
import type { Provider } from '~server/sign-in-env'
import { OidcRefusal } from './problems'

/** Claims of an ID token whose signature, issuer, audience, time and nonce have been checked. */
export type Claims = Readonly<Record<string, unknown>> & { iss: string; sub: string }

/** By what a provider's somebody is known here: never by e-mail, which can be changed, lost and given to another. */
export interface Subject {
  issuer: string
  subject: string
}

/**
 * @returns Microsoft: the tenant's issuer with tenant and object, the same for every client; the others: issuer and sub
 * @throws OidcRefusal tenant, for a tenant that is not on the list; refused, without the claims
 */
export function subjectOf(provider: Provider, claims: Claims): Subject {
  if (provider.id !== 'entra') return { issuer: claims.iss, subject: claims.sub }
  const { tid, oid } = claims
  if (typeof tid !== 'string' || typeof oid !== 'string') throw new OidcRefusal('refused')
  if (!provider.tenants.includes(tid)) throw new OidcRefusal('tenant')
  return { issuer: claims.iss, subject: `${tid}/${oid}` }
}

/** @throws OidcRefusal level, when the person was known in a weaker way than this provider has to know them */
export function checkLevel({ levels }: Provider, { acr }: Claims): void {
  if (levels.length > 0 && !(typeof acr === 'string' && levels.includes(acr))) throw new OidcRefusal('level')
}

/** Whether what the person did there counts as a second factor here. */
export function isStrong({ strong }: Provider, { acr, amr }: Claims): boolean {
  const shown = [acr, ...(Array.isArray(amr) ? (amr as unknown[]) : [])]
  return shown.some(value => typeof value === 'string' && strong.includes(value))
}

/** An address that the provider says it has made sure of (`xms_edov` is Microsoft's word for it), in small letters. */
export function verifiedEmail(claims: Readonly<Record<string, unknown>>): string | null {
  const { email, email_verified: verified, xms_edov: owned } = claims
  const sure = [verified, owned].some(value => value === true || value === 'true' || value === 1)
  return sure && typeof email === 'string' ? email.trim().toLowerCase() : null
}

const affiliation = z.union([z.string(), z.array(z.string())]).optional()
const groups = z.array(z.object({ membership: z.object({ affiliation }).optional().catch(undefined) }))

/** What Feide's groups say somebody is at their organisations: employee, faculty, student … */
export function affiliationsOf(answer: unknown): string[] {
  const read = groups.safeParse(answer)
  if (!read.success) return []
  return read.data
    .flatMap(({ membership }) => membership?.affiliation ?? [])
    .flatMap(word => word.toLowerCase().split(/[\s,]+/))
    .filter(word => word !== '')
}

/** @throws OidcRefusal student, for pupils and students, and for those of whom nothing is known */
export function checkAffiliations(affiliations: readonly string[]): void {
  if (affiliations.length === 0 || affiliations.includes('student')) throw new OidcRefusal('student')
}
