import { redirect } from '@remix-run/node'
import { chooseLocale } from '~server/domain/people/people'
import { isLocale, localeCookie } from '~/lib/locales'
import { anyone } from '~/lib/request'
import { safeReturn } from '~/lib/respond'

export const loader = anyone(async () => redirect('/'))

/** Remembers the language on this device, and for the person who is signed in. */
export const action = anyone(async ({ actor, request, context }) => {
  const form = await request.formData()
  const locale = form.get('lang')
  const til = form.get('til')
  const back = safeReturn(typeof til === 'string' ? til : null)
  if (!isLocale(locale)) return redirect(back)
  if (actor !== null) await chooseLocale(actor, locale)
  return redirect(back, {
    headers: { 'Set-Cookie': localeCookie(locale, context.origin.startsWith('https:')) },
  })
})
