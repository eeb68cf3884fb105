import { stagesOf, type FunnelRow, type Stages } from '~server/domain/cohorts/invitations/funnel'
import {
  INVITATION_STATUSES,
  STEPS,
  type InvitationStatus,
  type Step,
} from '~server/domain/cohorts/invitations/schema'

export interface FunnelChoice {
  step: Step
  /** Id of a county, or empty for all. */
  county: string
  status: InvitationStatus | ''
}

export interface ChosenInvited {
  chosen: FunnelChoice
  /** The steps that have invitations. */
  steps: Step[]
  counties: { id: string; name: string }[]
  stages: Stages
  /** The same per county, by name; never by number. */
  places: { id: string; name: string; stages: Stages }[]
  rows: FunnelRow[]
}

/** What of a cohort's invitations a page shows, by what stands in its address. An unknown choice is none. */
export function chooseInvited(all: readonly FunnelRow[], query: URLSearchParams): ChosenInvited {
  const steps = STEPS.filter(step => all.some(row => row.step === step))
  const step =
    steps.find(each => each === query.get('trinn')) ??
    steps.find(each => each === 'municipality') ??
    steps[0] ??
    'municipality'
  const inStep = all.filter(row => row.step === step)
  const counties = [...new Map(inStep.map(row => [row.county?.id ?? '', row.county?.name ?? ''])).entries()]
  const wish = query.get('fylke') ?? ''
  const county = counties.some(([id]) => id === wish) ? wish : ''
  const status = INVITATION_STATUSES.find(each => each === query.get('status')) ?? ''
  const here = inStep.filter(row => county === '' || row.county?.id === county)
  return {
    chosen: { step, county, status },
    steps,
    counties: counties.filter(([id]) => id !== '').map(([id, name]) => ({ id, name })),
    stages: stagesOf(here),
    places:
      county === ''
        ? counties.map(([id, name]) => ({
            id,
            name,
            stages: stagesOf(inStep.filter(row => (row.county?.id ?? '') === id)),
          }))
        : [],
    rows: here.filter(row => status === '' || row.status === status),
  }
}
