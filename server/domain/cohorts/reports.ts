import { db, type Prisma, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { nameOn, NAMES } from '../organisations/names'
import { byName, FACTS, unitFacts } from '../organisations/units'
import type { Actor } from '../shared/actor'
import { localText, type LocalText } from '../shared/programme-text'
import { ADVISERS, allow, knownId, memberUnits } from '../shared/authorize'
import { databaseNow } from '../shared/clock'
import { calendarDay } from '../shared/dates'
import { conflict, found } from '../shared/errors'
import { factsOf, readFacts } from './cohorts'
import { canDecide, canReport, LIVE, visibleCohorts, visibleReports } from './policy'
import { type NewDecision, type NewNeedsReport, type Outcome, type StepKind } from './schema'

/** A step of the yearly cycle, with what the actor has to do with it. */
export interface StepView {
  id: string
  kind: StepKind
  year: number
  title: LocalText
  lead: LocalText
  /** Calendar dates, midnight UTC. `dueOn` is the last day. */
  opensOn: Date
  dueOn: Date
  /** By the database's clock and the calendar of Norway. */
  stage: 'coming' | 'open' | 'late'
}

export interface ReportView {
  id: string
  unit: { id: string; name: string }
  text: string
  changedAt: Date
  /** Null = a draft. */
  submittedAt: Date | null
  /** Handed over after the last day. */
  late: boolean
  decision: { outcome: Outcome; text: string; at: Date } | null
}

export interface StepPage extends StepView {
  cohortId: string
  /** Municipalities in whose name the actor writes here, each with what there is so far. */
  own: { unit: { id: string; name: string }; report: ReportView | null }[]
  /** What others have handed over, as far as the actor may read it, by name. */
  others: ReportView[]
  /** How many municipalities take part, for whoever decides; null for everybody else. */
  awaited: number | null
  can: { decide: boolean }
}

const STEP = { include: { cohort: { select: { id: true, hostId: true, startsOn: true } } } } as const
const REPORT = {
  include: { orgUnit: { select: { ...FACTS, names: NAMES } }, step: true },
} as const satisfies Prisma.NeedsReportDefaultArgs

const asStep = (row: Prisma.CycleStepGetPayload<object>, today: Date): StepView => ({
  id: row.id,
  kind: row.kind,
  year: row.year,
  title: localText.parse(row.title),
  lead: localText.parse(row.lead),
  opensOn: row.opensOn,
  dueOn: row.dueOn,
  stage: today < row.opensOn ? 'coming' : today > row.dueOn ? 'late' : 'open',
})

function asReport(row: Prisma.NeedsReportGetPayload<typeof REPORT>): ReportView {
  return {
    id: row.id,
    unit: { id: row.orgUnit.id, name: nameOn(row.orgUnit, row.step.dueOn) },
    text: row.text,
    changedAt: row.changedAt,
    submittedAt: row.submittedAt,
    late: row.submittedAt !== null && calendarDay(row.submittedAt) > row.step.dueOn,
    decision:
      row.outcome === null || row.decidedAt === null
        ? null
        : { outcome: row.outcome, text: row.decisionText, at: row.decidedAt },
  }
}

/** The steps of a cohort's yearly cycle, in the order in which they fall due. @throws DomainError `not_found` */
export async function listSteps(actor: Actor, cohortId: string): Promise<StepView[]> {
  const rows = await db().cycleStep.findMany({
    where: { cohortId: knownId(cohortId), cohort: visibleCohorts(actor) },
    orderBy: [{ dueOn: 'asc' }, { key: 'asc' }],
  })
  const today = calendarDay(await databaseNow(db()))
  return rows.map(row => asStep(row, today))
}

/** A step in which the actor has something to do now. */
export interface OpenStep extends StepView {
  cohortId: string
  /** The municipality in whose name a report is awaited; null = the actor decides on what others reported. */
  unit: { id: string; name: string } | null
  /** A draft has been begun; how many reports wait for a decision. */
  draft: boolean
  waiting: number
}

/** What the yearly cycles want of the actor now: reports not handed over yet, reports not decided on yet. */
export async function listOpenSteps(actor: Actor): Promise<OpenStep[]> {
  const today = calendarDay(await databaseNow(db()))
  const own = memberUnits(actor, ['municipality_coordinator'])
  const hosts = memberUnits(actor, ADVISERS)
  if (own.length + hosts.length === 0) return []
  const rows = await db().cycleStep.findMany({
    where: {
      opensOn: { lte: today },
      OR: [
        {
          kind: 'report',
          cohort: { enrolments: { some: { orgUnitId: { in: own }, status: { in: [...LIVE] } } } },
        },
        { kind: 'decision', cohort: { hostId: { in: hosts } } },
      ],
    },
    include: {
      cohort: {
        select: {
          enrolments: {
            where: { orgUnitId: { in: own }, status: { in: [...LIVE] } },
            select: { orgUnit: { select: { id: true, names: NAMES } } },
          },
          steps: {
            where: { kind: 'report' },
            select: {
              year: true,
              reports: {
                where: visibleReports(actor),
                select: { orgUnitId: true, submittedAt: true, outcome: true },
              },
            },
          },
        },
      },
    },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap(({ cohort, ...row }): OpenStep[] => {
    const view = { ...asStep(row, today), cohortId: row.cohortId }
    const reports = cohort.steps.filter(({ year }) => year === row.year).flatMap(step => step.reports)
    if (row.kind === 'decision') {
      const waiting = reports.filter(report => report.submittedAt !== null && report.outcome === null).length
      return waiting === 0 ? [] : [{ ...view, unit: null, draft: false, waiting }]
    }
    return cohort.enrolments.flatMap(({ orgUnit }) => {
      const report = reports.find(({ orgUnitId }) => orgUnitId === orgUnit.id)
      if (report !== undefined && report.submittedAt !== null) return []
      const unit = { id: orgUnit.id, name: nameOn(orgUnit, row.dueOn) }
      return [{ ...view, unit, draft: report !== undefined, waiting: 0 }]
    })
  })
}

/** A step with the reports that it is about: its own, or those of the same year that are to be decided on. @throws DomainError `not_found` */
export async function getStep(actor: Actor, stepId: string): Promise<StepPage> {
  const step = found(
    await db().cycleStep.findFirst({
      where: { id: knownId(stepId), cohort: visibleCohorts(actor) },
      ...STEP,
    }),
  )
  const [cohort, reports, units, today] = await Promise.all([
    readFacts(actor, step.cohort.id),
    db().needsReport.findMany({
      where: {
        step: { cohortId: step.cohort.id, year: step.year, kind: 'report' },
        AND: visibleReports(actor),
      },
      ...REPORT,
    }),
    ownMunicipalities(actor, step.cohort.id),
    databaseNow(db()).then(calendarDay),
  ])
  const writes = units.filter(unit => canReport(actor, { cohort, unit: unitFacts(unit) }))
  const views = reports.map(asReport)
  const decide = canDecide(actor, cohort)
  return {
    ...asStep(step, today),
    cohortId: step.cohort.id,
    own: writes.map(unit => ({
      unit: { id: unit.id, name: nameOn(unit, step.dueOn) },
      report: views.find(report => report.unit.id === unit.id) ?? null,
    })),
    others: views
      .filter(report => report.submittedAt !== null && !writes.some(unit => unit.id === report.unit.id))
      .sort((a, b) => byName(a.unit, b.unit)),
    awaited: decide ? await municipalitiesIn(step.cohort.id) : null,
    can: { decide },
  }
}

const ownMunicipalities = (actor: Actor, cohortId: string) =>
  db().orgUnit.findMany({
    where: {
      id: { in: memberUnits(actor, ['municipality_coordinator']) },
      enrolments: { some: { cohortId, status: { in: [...LIVE] } } },
    },
    select: { ...FACTS, names: NAMES },
  })

const municipalitiesIn = (cohortId: string): Promise<number> =>
  db().enrolment.count({ where: { cohortId, status: 'enrolled', orgUnit: { kind: 'municipality' } } })

/**
 * Keeps what a municipality has written, as a draft or handed over. What is handed over can still be changed until it
 * has been decided on; it does not become a draft again by itself. Late is late, but counts.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` cohorts.stepNotOpen, cohorts.reportEmpty, cohorts.reportDecided
 */
export async function saveReport(
  actor: Actor,
  stepId: string,
  form: NewNeedsReport,
): Promise<{ id: string }> {
  return db().$transaction(async tx => {
    const step = found(
      await tx.cycleStep.findFirst({
        where: { id: knownId(stepId), kind: 'report', cohort: visibleCohorts(actor) },
        ...STEP,
      }),
    )
    const unit = await writableUnit(tx, actor, step.cohort.id, form.orgUnitId)
    const now = await databaseNow(tx)
    if (calendarDay(now) < step.opensOn) throw conflict('cohorts.stepNotOpen')
    if (form.submit && form.text === '') throw conflict('cohorts.reportEmpty')
    const key = { stepId: step.id, orgUnitId: unit.id }
    await tx.needsReport.createMany({ data: key, skipDuplicates: true })
    const [row] = await tx.$queryRaw<{ id: string; submittedAt: Date | null; decided: boolean }[]>`
      SELECT id::text, submitted_at AS "submittedAt", outcome IS NOT NULL AS decided FROM needs_report
      WHERE step_id = ${step.id}::uuid AND org_unit_id = ${unit.id}::uuid FOR UPDATE`
    const { id, submittedAt, decided } = found(row)
    if (decided) throw conflict('cohorts.reportDecided')
    const submitted = form.submit ? now : submittedAt
    await tx.needsReport.update({
      where: { id },
      data: { text: form.text, changedAt: now, submittedAt: submitted },
    })
    await record(tx, actor.personId, 'report.saved', {
      reportId: id,
      stepId: step.id,
      orgUnitId: unit.id,
      submitted: submitted !== null,
    })
    return { id }
  })
}

async function writableUnit(tx: Tx, actor: Actor, cohortId: string, unitId: string): Promise<{ id: string }> {
  const cohort = await factsOf(tx, actor, cohortId)
  const unit = await tx.orgUnit.findFirst({
    where: { id: unitId, enrolments: { some: { cohortId, status: { in: [...LIVE] } } } },
    select: FACTS,
  })
  // To whoever may not write in its name, it is not there: not even that it takes part.
  const writable = unit !== null && canReport(actor, { cohort, unit: unitFacts(unit) })
  return found(writable ? unit : null)
}

/**
 * Decides on a report, or changes the decision; the municipality sees it at once.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function decideReport(actor: Actor, stepId: string, form: NewDecision): Promise<void> {
  await db().$transaction(async tx => {
    const row = found(
      await tx.needsReport.findFirst({
        where: { id: form.reportId, submittedAt: { not: null }, AND: visibleReports(actor) },
        include: { step: { include: { cohort: { select: { hostId: true } } } } },
      }),
    )
    // Both ids of the request must speak of the same cohort and year.
    found(
      await tx.cycleStep.findFirst({
        where: { id: knownId(stepId), cohortId: row.step.cohortId, year: row.step.year },
        select: { id: true },
      }),
    )
    allow(canDecide(actor, row.step.cohort))
    const { outcome, decisionText } = form
    await tx.needsReport.update({
      where: { id: row.id },
      data: { outcome, decisionText, decidedAt: await databaseNow(tx) },
    })
    const { id: reportId, stepId: reportStep, orgUnitId } = row
    await record(tx, actor.personId, 'report.decided', { reportId, stepId: reportStep, orgUnitId })
  })
}
