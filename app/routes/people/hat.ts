import { redirect } from '@remix-run/node'
import { putOnHat } from '~server/domain/organisations/hats'
import { signedIn } from '~/lib/request'

export const loader = signedIn(async () => redirect('/'))

/** Puts on a hat in this browser, or takes it off, and shows what is to be done under it. */
export const action = signedIn(async ({ actor, request }) => {
  const wish = (await request.formData()).get('hatt')
  if (typeof wish !== 'string') throw new Response(null, { status: 400 })
  await putOnHat(actor, wish === '' ? null : wish)
  return redirect('/')
})
