import { data, redirect } from '@remix-run/node'
import type { DomainError, DomainErrorCode } from '~server/domain/shared/errors'

const STATUS: Record<Exclude<DomainErrorCode, 'signed_out'>, number> = {
  not_found: 404,
  forbidden: 403,
  conflict: 409,
  too_many: 429,
}

/** The one place where an error of the domain becomes an answer over HTTP; the error page finds its words by `reason`. */
export function toResponse(error: DomainError, request: Request): Response | ReturnType<typeof data> {
  if (error.code === 'signed_out') {
    const { pathname, search } = new URL(request.url)
    return redirect(`/logg-inn?til=${encodeURIComponent(pathname.replace(/\.data$/, '') + search)}`)
  }
  return data({ reason: error.reason }, { status: STATUS[error.code] })
}

/** Where to go afterwards: an own address only, never somebody else's site. */
export function safeReturn(wish: string | null | undefined): string {
  return wish != null && /^\/(?![/\\])[\w\-./~%?=&]*$/.test(wish) ? wish : '/'
}
