import { useNavigate } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { ButtonLink } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import type { OwnPointView } from '~server/domain/gatherings/rounds/points'
import type { ReleasedView } from '~server/domain/gatherings/rounds/releasing'
import type { RoundView } from '~server/domain/gatherings/rounds/rounds'
import type { RoundNow } from '~server/events/messages'
import { RoundSteps } from './round-steps'
import { StepBody } from './step-body'
import { STEPS, type Step } from './steps'
import { Timer } from './timer'

export interface OwnRound {
  points: OwnPointView[]
  released: ReleasedView[]
  signals: { done: boolean; called: boolean }
  documentId: string | null
}

export interface RoundPageProps {
  round: RoundView
  own: OwnRound
  table: { id: string; number: number; name: string }
  /** The step in the address; anything may stand there. */
  asked: string | null
  /** Which question, from 0; may be none there is. */
  prompt: number
  freshId: string
  person: string
}

/** A participant's page of a round: one thing to do, in the step that the facilitator has led to or in an earlier one. */
export function RoundPage({ now, ...page }: RoundPageProps & { now: RoundNow | null }) {
  const t = useWords()
  const { round, table, asked } = page
  const navigate = useNavigate()
  const newer = now !== null && now.turn > round.turn ? now : null
  const current = STEPS.find(step => step === newer?.step) ?? round.step
  const chosen = STEPS.find(step => step === asked) ?? null
  const step = chosen !== null && STEPS.indexOf(chosen) <= STEPS.indexOf(round.step) ? chosen : round.step
  const moved = useSoftMove(current, step, chosen !== null, () =>
    navigate('?', { replace: true, preventScrollReset: true }),
  )
  const endsAt =
    newer === null ? round.stepEndsAt : newer.stepEndsAt === null ? null : new Date(newer.stepEndsAt)
  const clock = newer === null ? round.now : new Date(newer.now)
  return (
    <div className="round stack" data-space="wide">
      <PageHead
        title={round.title}
        back={{ to: `/samlinger/${round.gatheringId}`, label: round.gathering.title }}
      >
        <RoundSteps shown={step} current={current} links />
      </PageHead>
      <div role="status">
        {moved && (
          <p className="round-moved">
            {t('rounds:moved', { step: t(`rounds:steps.${current}`) })}{' '}
            <ButtonLink to="?" variant="secondary" replace>
              {t('rounds:follow')}
            </ButtonLink>
          </p>
        )}
      </div>
      {endsAt !== null && step === current && <Timer endsAt={endsAt} now={clock} />}
      <StepBody {...page} step={step} />
      {round.can.lead && (
        <p>
          <ButtonLink to={`/samlinger/${round.gatheringId}/runder/${round.id}/vegg`} variant="secondary">
            {t('rounds:toWall')}
          </ButtonLink>
        </p>
      )}
      <p className="quiet small">{t('gatherings:page.table', { number: table.number })}</p>
    </div>
  )
}

/**
 * Whoever is not typing goes along when the facilitator leads on; whoever is typing is told, and goes when they want to.
 *
 * @returns whether they are to be told
 */
function useSoftMove(current: Step, shown: Step, chosen: boolean, go: () => void): boolean {
  const [told, setTold] = useState(false)
  const behind = current !== shown
  // Once per step: what one does afterwards is one's own business.
  const handled = useRef<Step | null>(null)
  useEffect(() => {
    if (!behind) {
      handled.current = null
      setTold(false)
    } else if (handled.current !== current) {
      handled.current = current
      if (chosen || document.activeElement instanceof HTMLTextAreaElement) setTold(true)
      else go()
    }
  }, [current, behind, chosen, go])
  return told && behind
}
