import { redirect, type AppLoadContext } from '@remix-run/node'
import { z } from 'zod'
import { enroller, type Holder } from '~server/auth/second-factor'
import type { BegunSession } from '~server/auth/sign-in'
import { DomainError } from '~server/domain/shared/errors'
import { line } from '~server/domain/shared/fields'
import { safeReturn } from '~/lib/respond'
import { codeForm } from './forms.server'

export { codeForm }
export const recoveryForm = z.object({ recovery: line(60) })
export const nameForm = z.object({ name: line(60) })

/** Where somebody wanted to go before they were asked to show who they are. */
export const tilOf = (request: Request): string => safeReturn(new URL(request.url).searchParams.get('til'))

export const withTil = (path: string, til: string): string => `${path}?til=${encodeURIComponent(til)}`

/** Somebody who has shown the first factor, and perhaps the second. @throws DomainError `signed_out` */
export function holderOf({ actor, pending }: AppLoadContext): Holder {
  const holder = actor?.kind === 'account' ? actor : pending
  if (holder === null) throw new DomainError('signed_out')
  return holder
}

/** Who may set a factor up; whoever has one already shows that first. */
export async function enrollerOf(context: AppLoadContext, til: string): Promise<Holder> {
  try {
    return await enroller(context)
  } catch (error) {
    if (context.pending !== null) throw redirect(withTil('/logg-inn/bekreft', til))
    throw error
  }
}

/** Hands the browser its session, and sends it on. */
export function onwards({ cookies }: AppLoadContext, session: BegunSession, to: string): Response {
  const headers = new Headers()
  headers.append('Set-Cookie', cookies.session.set(session.token, session.expiresAt))
  for (const jar of [cookies.passkey, cookies.signIn]) headers.append('Set-Cookie', jar.clear())
  return redirect(to, { headers })
}
