import { useActionData, useLoaderData } from '@remix-run/react'
import { JoinPage } from '~/components/gatherings/join-page'
import type { FormAnswer } from '~/lib/forms'
import { pageTitle } from '~/lib/meta'
import { anyone } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { join, seatless } from './joining.server'

export const handle = { words: ['account'] } as const
await wordsOf(handle.words)

export const loader = anyone(async ({ actor, request, t }) => ({
  title: t('account:join.title'),
  code: new URL(request.url).searchParams.get('kode') ?? '',
  seatless: await seatless(actor),
}))

export const action = anyone(join)

export const meta = pageTitle

export default function Join() {
  const { code, seatless } = useLoaderData<typeof loader>()
  return <JoinPage code={code} gathering={null} seatless={seatless} answer={useActionData<FormAnswer>()} />
}
