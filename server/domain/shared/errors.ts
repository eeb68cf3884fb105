/**
 * What can go wrong in the domain, in the few kinds that a caller treats differently. Thrown where it is found, mapped
 * once: to a page by app/lib/respond.ts, to a socket by whoever handed the function in.
 *
 * The brand is a field, not the class: the same module is evaluated once in the server's bundle and once in the pages',
 * so `instanceof` would fail across the two.
 */
export type DomainErrorCode =
  /** Not there, or not for this actor: the two must look the same. */
  | 'not_found'
  /** Visible, but this actor may not do that with it. */
  | 'forbidden'
  /** Nobody is signed in. */
  | 'signed_out'
  /** Somebody else was faster, or the state does not allow it (any more). */
  | 'conflict'
  /** Too often in too short a time. */
  | 'too_many'

export class DomainError extends Error {
  readonly brand = 'pulje.domain-error'
  readonly code: DomainErrorCode
  /** Key of the sentence for people, in the locale files under `errors`. */
  readonly reason: string

  constructor(code: DomainErrorCode, reason: string = code) {
    super(`${code}: ${reason}`)
    this.name = 'DomainError'
    this.code = code
    this.reason = reason
  }
}

export function isDomainError(error: unknown): error is DomainError {
  return (
    typeof error === 'object' && error !== null && 'brand' in error && error.brand === 'pulje.domain-error'
  )
}

export const notFound = (): DomainError => new DomainError('not_found')
export const forbidden = (): DomainError => new DomainError('forbidden')
export const conflict = (reason: string): DomainError => new DomainError('conflict', reason)

/** @throws DomainError `not_found` when there is no row: for a row one may not see and for an unknown id alike. */
export function found<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw notFound()
  return row
}
