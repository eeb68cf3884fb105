import { setEnd } from '~server/domain/people/changes'
import { endGrants } from '~server/domain/people/grants'
import { resendInvitation, withdrawInvitation } from '~server/domain/people/invitations'
import { endDateForm, endForm } from '~server/domain/people/schema'
import type { Actor } from '~server/domain/shared/actor'
import { isDomainError } from '~server/domain/shared/errors'
import { readForm } from '~/lib/forms.server'
import type { T } from '~/lib/i18n'
import { undo, undoValue } from './undo.server'
import { fieldText } from './texts.server'

/** What a page about people answers with after a button. */
export interface PeopleAnswer {
  /** A sentence about what has happened. */
  done?: string
  /** What it takes to undo it. */
  undo?: string[]
  /** Key of a sentence. */
  error?: string
}

/** Ends, dates, undoes; sends an invitation again or takes it back: by the button that was pressed. */
export async function managePeople(actor: Actor, request: Request, t: T): Promise<PeopleAnswer> {
  const form = await request.clone().formData()
  return orSentence(async () => {
    switch (form.get('intent')) {
      case 'end':
        return end(actor, request, t)
      case 'date':
        return date(actor, request, t)
      case 'undo':
        return (await undo(actor, form)) ? { done: t('people:done.undone') } : { error: 'errors.other' }
      case 'resend':
        await resendInvitation(actor, fieldText(form, 'invitationId'))
        return { done: t('people:done.resent') }
      case 'withdraw':
        await withdrawInvitation(actor, fieldText(form, 'invitationId'))
        return { done: t('people:done.withdrawn') }
      default:
        return { error: 'errors.other' }
    }
  })
}

/** A refusal that has a sentence stands on the page; the others have a page of their own. */
export async function orSentence<Answer>(work: () => Promise<Answer>): Promise<Answer | { error: string }> {
  try {
    return await work()
  } catch (error) {
    if (isDomainError(error) && error.reason.includes('.')) return { error: error.reason }
    throw error
  }
}

async function end(actor: Actor, request: Request, t: T): Promise<PeopleAnswer> {
  const submission = await readForm(request, endForm)
  if (submission.status !== 'success') return { error: 'errors.choose' }
  const { grantIds, evenIfLast } = submission.value
  const ended = await endGrants(actor, grantIds, { evenIfLast })
  return {
    done: t('people:done.ended', { count: ended.length }),
    undo: ended.map(({ id, validTo }) => undoValue({ grantId: id, validTo })),
  }
}

async function date(actor: Actor, request: Request, t: T): Promise<PeopleAnswer> {
  const submission = await readForm(request, endDateForm)
  if (submission.status !== 'success')
    return { error: 'grantIds' in (submission.error ?? {}) ? 'errors.choose' : 'errors.date' }
  const { grantIds, validTo } = submission.value
  await setEnd(actor, grantIds, validTo)
  return { done: t('people:done.dated', { count: grantIds.length }) }
}
