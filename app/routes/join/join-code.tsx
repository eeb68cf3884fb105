import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { whatCodeOpens } from '~server/domain/gatherings/guests'
import { countJoin } from '~server/auth/sign-in'
import { isDomainError } from '~server/domain/shared/errors'
import { JoinPage } from '~/components/gatherings/join-page'
import type { FormAnswer } from '~/lib/forms'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { join, seatless } from './joining.server'

export const handle = { words: ['account'] } as const
await wordsOf(handle.words)

/** The address behind the QR code on a table: only the name is left to type. */
export const loader = anyone(async ({ actor, context, params, t }) => {
  await countJoin(context.caller)
  const without = await seatless(actor)
  const gathering = await openedBy(params.text('code'))
  return { title: t('account:join.title'), gathering, seatless: without }
})

/** A code that opens nothing leads to the form, where it can be corrected. */
async function openedBy(code: string): Promise<{ title: string; code: string }> {
  try {
    return await whatCodeOpens(code)
  } catch (error) {
    if (isDomainError(error)) throw redirect(`/bli-med?kode=${encodeURIComponent(code.slice(0, 12))}`)
    throw error
  }
}

export const action = anyone(join)

export const meta = pageTitle

export default function JoinByCode() {
  const { gathering, seatless } = useLoaderData<typeof loader>()
  return (
    <JoinPage
      code={gathering.code}
      gathering={gathering.title}
      seatless={seatless}
      answer={useActionData<FormAnswer>()}
    />
  )
}
