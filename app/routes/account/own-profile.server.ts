import { endOtherSessions, endOwnSession } from '~server/auth/own-sessions'
import { changeOwnName } from '~server/domain/organisations/own-profile'
import { endGrants } from '~server/domain/people/grants'
import { chooseFrequencies } from '~server/domain/people/notifications'
import { nameForm, newsForm } from '~server/domain/people/schema'
import type { Actor } from '~server/domain/shared/actor'
import type { T } from '~/lib/i18n'
import { orSentence } from '~/routes/people/managing.server'
import { fieldText } from '~/routes/people/texts.server'

export interface ProfileAnswer {
  /** A session was ended. */
  ended?: boolean
  /** A sentence about what has happened. */
  done?: string
  /** Key of a sentence. */
  error?: string
  /** A role was not laid down because nobody else has it: it can be said that this is meant. */
  refused?: boolean
}

/** Name, e-mails, a role laid down, a session ended: by the button that was pressed. */
export async function changeProfile(actor: Actor, form: FormData, t: T): Promise<ProfileAnswer> {
  const one = form.get('session')
  if (typeof one === 'string') {
    await endOwnSession(actor, one)
    return { ended: true }
  }
  switch (form.get('intent')) {
    case 'others':
      await endOtherSessions(actor)
      return { ended: true }
    case 'name': {
      const parsed = nameForm.safeParse({ name: form.get('name') })
      if (!parsed.success) return { error: parsed.error.issues[0]?.message ?? 'errors.required' }
      await changeOwnName(actor, parsed.data.name)
      return { done: t('people:done.name') }
    }
    case 'news': {
      const parsed = newsForm.safeParse(Object.fromEntries(form))
      if (!parsed.success) return { error: 'errors.choose' }
      await chooseFrequencies(actor, parsed.data)
      return { done: t('people:done.news') }
    }
    case 'leave': {
      const evenIfLast = form.get('evenIfLast') === 'on'
      const answer = await orSentence(() => endGrants(actor, [fieldText(form, 'grantId')], { evenIfLast }))
      return 'error' in answer
        ? { error: answer.error, refused: true }
        : { done: t('people:done.ended', { count: answer.length }) }
    }
    default:
      return { error: 'errors.other' }
  }
}
