import {
  redirect,
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import type { Actor } from '~server/domain/shared/actor'
import { DomainError, forbidden, isDomainError, notFound } from '~server/domain/shared/errors'
import type { T } from './i18n'
import { words } from './i18n.server'
import { toResponse } from './respond'

/** What a loader or an action gets: who asks, what for, and the words to answer in. */
export interface PageArgs {
  actor: Actor
  request: Request
  context: AppLoadContext
  params: Params
  t: T
}
export type PublicArgs = Omit<PageArgs, 'actor'> & { actor: Actor | null }

interface Params {
  /** A part of the address that must be a uuid. @throws DomainError `not_found` otherwise */
  id(name: string): string
  text(name: string): string
}

type RemixArgs = LoaderFunctionArgs | ActionFunctionArgs

/** For people who are signed in; everybody else is sent to sign in and comes back. Errors of the domain become answers here. */
export function signedIn<Answer>(work: (args: PageArgs) => Promise<Answer>) {
  return anyone<Answer>(args => {
    if (args.actor === null) throw new DomainError('signed_out')
    return work({ ...args, actor: args.actor })
  })
}

/** For people with an account. A guest is told that this is not for guests: there is nothing to hide. */
export function withAccount<Answer>(work: (args: PageArgs) => Promise<Answer>) {
  return signedIn<Answer>(args => {
    if (args.actor.kind === 'guest') throw forbidden()
    return work(args)
  })
}

/** For everybody. */
export function anyone<Answer>(work: (args: PublicArgs) => Promise<Answer>) {
  return async ({ request, context, params }: RemixArgs): Promise<Answer> => {
    const t = words(request, context)
    try {
      if (context.pending !== null) confirmFirst(request)
      return await work({ actor: context.actor, request, context, params: readParams(params), t })
    } catch (error) {
      if (isDomainError(error)) throw toResponse(error, request)
      throw error
    }
  }
}

/** What whoever has a second factor still to show may open: the pages for that, and the way out. */
const OPEN_TO_PENDING = /^\/(logg-inn|logg-ut|sprak|tilgjengelighet)(\/|\.data$|$)/

/** Sends whoever is signed in by half to the other half. */
function confirmFirst(request: Request): void {
  const { pathname, search } = new URL(request.url)
  if (OPEN_TO_PENDING.test(pathname)) return
  const til = request.method === 'GET' ? pathname.replace(/(\/_root)?\.data$/, '') + search : '/'
  throw redirect(`/logg-inn/bekreft?til=${encodeURIComponent(til)}`)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function readParams(params: Record<string, string | undefined>): Params {
  return {
    id(name) {
      const value = params[name]
      if (value === undefined || !UUID.test(value)) throw notFound()
      return value
    },
    text(name) {
      const value = params[name]
      if (value === undefined) throw notFound()
      return value
    },
  }
}
