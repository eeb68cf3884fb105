import { db } from '~server/database/client'
import { nameOn, NAMES } from '../../organisations/names'
import { visibleUnits } from '../../organisations/policy'
import type { Actor } from '../../shared/actor'
import { found } from '../../shared/errors'
import { cohortTitle, localText } from '../../shared/programme-text'
import { invitingFacts } from './cohort-facts'
import type { Letter } from './letter'
import { issuers, stepsOf } from './policy'
import type { NewMailing } from './schema'

/** The letter as the first of the chosen units would get it, without writing anything. @throws DomainError `not_found` */
export async function previewLetter(actor: Actor, cohortId: string, form: NewMailing): Promise<Letter> {
  const facts = await invitingFacts(db(), actor, cohortId)
  const issuer = found(issuers(actor, facts).find(each => stepsOf(each).includes(form.step)))
  const names = { names: NAMES }
  const [unit, from, cohort] = await Promise.all([
    db().orgUnit.findFirst({
      where: { id: form.orgUnitIds[0] ?? '', AND: visibleUnits(actor) },
      select: names,
    }),
    db().orgUnit.findUniqueOrThrow({ where: { id: issuer.id }, select: names }),
    db().cohort.findUniqueOrThrow({
      where: { id: facts.id },
      select: { number: true, host: { select: names }, programme: { select: { name: true, terms: true } } },
    }),
  ])
  return {
    to: '',
    locale: form.locale,
    unit: nameOn(found(unit), facts.startsOn),
    issuer: nameOn(from, facts.startsOn),
    host: nameOn(cohort.host, facts.startsOn),
    programme: localText.parse(cohort.programme.name),
    cohort: cohortTitle(cohort),
    message: form.message,
    deadline: form.deadline,
  }
}
