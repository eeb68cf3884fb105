import type { Request, Response } from 'express'
import { whoAsks, type PendingActor } from '~server/auth/actor'
import type { Cookies } from '~server/auth/cookies'
import type { Oidc } from '~server/auth/oidc/oidc'
import type { ServerKey } from '~server/auth/secret-box'
import type { Caller } from '~server/auth/sign-in'
import type { Actor, Role } from '~server/domain/shared/actor'
import type { Env } from '~server/env'
import type { Collaboration } from '~server/collaboration/collaboration'
import type { attachment } from '~server/export/documents/file-name'
import type { DocumentWork } from '~server/live/document-work'
import type { errorSheet, exportList, listTemplate, plainTable } from '~server/export/lists'
import type { SecondFactorRule } from '~server/sign-in-env'

/** What the composition root hands to every page; the only way from the pages to live things. */
export type PageContext = {
  actor: Actor | null
  /** Somebody who has a second factor still to show; then there is no actor. */
  pending: PendingActor | null
  signIn: SignInServices
  caller: Caller
  cookies: Cookies
  cookieHeader: string | null
  nonce: string
  /** Addresses of what a module of the pages became in the build, to be asked for early. */
  chunks: (module: string) => string[]
  mode: Env['mode']
  /** Invented people to sign in as; null outside of the demo. */
  demoAccounts: readonly DemoAccount[] | null
  origin: string
  live: LiveServices
}

/** What signing in needs besides the database. */
export interface SignInServices {
  rule: SecondFactorRule
  key: ServerKey
  oidc: Oidc
}

export interface DemoAccount {
  email: string
  name: string
  roleKey: Role
}

/** What main puts behind the pages. */
export interface LiveServices {
  /** Mails of the demo, newest first; empty in production. */
  mailbox(): readonly DemoMail[]
  /** The mail of an invitation as it would look, with a link that opens nothing. */
  previewInvitation(letter: InvitationLetter): Promise<{ subject: string; text: string }>
  /** Lists as files for spreadsheets; nothing in them is a formula. */
  lists: {
    template: typeof listTemplate
    of: typeof exportList
    wrong: typeof errorSheet
    table: typeof plainTable
  }
  /** What is made of documents off the event loop, and what the server itself writes into them. */
  documents: Pick<DocumentWork, 'run'> & Pick<Collaboration, 'amend'> & { attachment: typeof attachment }
  /** An unexpected error of a page, for the log. */
  report(error: unknown): void
}

/** What an invitation says, before it is put into words. */
export interface InvitationLetter {
  to: string
  locale: string | null
  unit: string
  issuer: string
  host: string
  programme: { nb: string; nn: string; en: string }
  /** Behind the programme's own word for a cohort, by language, where it has one. */
  cohort: {
    number: number
    programme: { terms: { cohort?: Partial<Record<string, string | undefined>> | undefined } }
  }
  message: string
  deadline: Date
}

export interface DemoMail {
  to: string
  subject: string
  text: string
  at: string
}

declare module '@remix-run/node' {
  interface AppLoadContext extends PageContext {}
}

export function pageContext(deps: {
  env: Env
  cookies: Cookies
  live: LiveServices
  demoAccounts: readonly DemoAccount[]
  chunks: PageContext['chunks']
  signIn: SignInServices
}) {
  const { env, cookies, live, chunks, signIn } = deps
  return async (req: Request, res: Response): Promise<PageContext> => {
    const cookieHeader = req.headers.cookie ?? null
    return {
      ...(await whoAsks(cookieHeader, cookies, signIn.rule)),
      signIn,
      caller: { address: req.ip ?? '', userAgent: req.headers['user-agent'] ?? null },
      cookies,
      cookieHeader,
      nonce: String(res.locals['nonce']),
      chunks,
      mode: env.mode,
      demoAccounts: env.mode === 'demo' ? deps.demoAccounts : null,
      origin: env.origin,
      live,
    }
  }
}
