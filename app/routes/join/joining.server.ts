import { redirect } from '@remix-run/node'
import { countJoin, signInAs } from '~server/auth/sign-in'
import { joinAsGuest, seatOfGuest } from '~server/domain/gatherings/guests'
import { home } from '~server/domain/gatherings/home'
import { joinForm } from '~server/domain/gatherings/schema'
import type { Actor } from '~server/domain/shared/actor'
import { isDomainError } from '~server/domain/shared/errors'
import { submit } from '~/lib/forms.server'
import type { PublicArgs } from '~/lib/request'

/** Seats a guest and begins their session, which ends with the seat. */
export async function join({ request, context }: PublicArgs) {
  return submit(
    request,
    joinForm,
    async ({ code, name }) => {
      await countJoin(context.caller)
      const seat = await joinAsGuest(code, name)
      const session = await signInAs(seat.personId, context.caller)
      const until = seat.validTo < session.expiresAt ? seat.validTo : session.expiresAt
      return redirect(`/dokumenter/${seat.documentId}`, {
        headers: { 'Set-Cookie': context.cookies.session.set(session.token, until) },
      })
    },
    { 'join.wrongCode': 'code' },
  )
}

/** Where somebody who is signed in already belongs: the document of their own table; null without a seat. */
export async function ownTable(actor: Actor): Promise<string | null> {
  if (actor.kind === 'account') {
    const { tables } = await home(actor)
    return tables[0] === undefined ? null : `/dokumenter/${tables[0].documentId}`
  }
  try {
    return `/dokumenter/${(await seatOfGuest(actor.personId)).documentId}`
  } catch (error) {
    if (isDomainError(error)) return null
    throw error
  }
}

/** Sends people who have a seat to it. @returns the account that has none, by name; null for everybody else */
export async function seatless(actor: Actor | null): Promise<string | null> {
  if (actor === null) return null
  const place = await ownTable(actor)
  if (place !== null) throw redirect(place)
  return actor.kind === 'account' ? actor.name : null
}
