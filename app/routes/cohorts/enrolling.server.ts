import { changeEnrolment, enrolUnits, listEnrolments, undoEnrolment } from '~server/domain/cohorts/enrolments'
import { enrolForm, enrolmentStatusForm, type EnrolmentStatus } from '~server/domain/cohorts/schema'
import type { Actor } from '~server/domain/shared/actor'
import type { FormAnswer } from '~/lib/forms'
import { readForm } from '~/lib/forms.server'

/** What has just happened, with what it takes to undo it. */
export type EnrolmentDone =
  | { kind: 'enrolled'; count: number; undo: string[] }
  | { kind: 'undone' }
  | { kind: 'changed'; orgUnitId: string; name: string; status: EnrolmentStatus; before: EnrolmentStatus }

export interface EnrolmentAnswer {
  /** The enrolment form, when it comes back. */
  form: FormAnswer | null
  done: EnrolmentDone | null
}

/** Enrols municipalities, takes that back, or changes the status of one, by the button that was pressed. */
export async function changeMunicipalities(
  actor: Actor,
  cohortId: string,
  request: Request,
): Promise<EnrolmentAnswer> {
  const intent = (await request.clone().formData()).get('intent')
  if (intent === 'status') return changeStatus(actor, cohortId, request)
  const submission = await readForm(request, enrolForm)
  if (submission.status !== 'success') return { form: submission.reply(), done: null }
  const { orgUnitIds } = submission.value
  if (intent === 'undo') {
    await undoEnrolment(actor, cohortId, orgUnitIds)
    return { form: null, done: { kind: 'undone' } }
  }
  const { added, resumed } = await enrolUnits(actor, cohortId, orgUnitIds)
  return { form: null, done: { kind: 'enrolled', count: added.length + resumed.length, undo: added } }
}

async function changeStatus(actor: Actor, cohortId: string, request: Request): Promise<EnrolmentAnswer> {
  const submission = await readForm(request, enrolmentStatusForm)
  if (submission.status !== 'success') return { form: submission.reply(), done: null }
  const { orgUnitId, status } = submission.value
  const { before } = await changeEnrolment(actor, cohortId, orgUnitId, status)
  const all = await listEnrolments(actor, cohortId, ['municipality'])
  const name = all.find(unit => unit.id === orgUnitId)?.name ?? ''
  return { form: null, done: { kind: 'changed', orgUnitId, name, status, before } }
}
