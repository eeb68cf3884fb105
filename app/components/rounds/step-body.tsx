import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import { OnTheTable } from './on-the-table'
import { OwnPoints } from './own-points'
import { ReleasePoints } from './release-points'
import type { RoundPageProps } from './round-page'
import type { Step } from './steps'
import { TableSignals } from './table-signals'

/** What there is to do in a step, and who reads what one writes there. */
export function StepBody({ step, ...page }: RoundPageProps & { step: Step }) {
  const t = useWords()
  const { own, table } = page
  return (
    <div className="stack">
      <div className="stack" data-space="tight">
        <h2>{t(`rounds:steps.${step}`)}</h2>
        <p className="lead">{t(`rounds:step.${step}`)}</p>
        {READERS[step] !== undefined && (
          <p className="quiet">
            {t('rounds:readers')}{' '}
            <strong>
              {READERS[step] === 'you'
                ? t('rounds:onlyYou')
                : t('rounds:yourTable', { number: table.number })}
            </strong>
          </p>
        )}
      </div>
      {step === 'individual' && <Prompt {...page} />}
      {step === 'release' && <ReleasePoints points={own.points} />}
      {(step === 'release' || step === 'group') && <OnTheTable released={own.released} />}
      {step === 'group' && <TableSignals documentId={own.documentId} {...own.signals} />}
      {(step === 'again' || step === 'closed') && <Own {...page} kind="takeaway" prompt={0} />}
    </div>
  )
}

const READERS: Partial<Record<Step, 'you' | 'table'>> = {
  individual: 'you',
  again: 'you',
  closed: 'you',
  group: 'table',
}

/** One question, shown big, and what one has written to it. */
function Prompt(page: RoundPageProps) {
  const t = useWords()
  const { prompts } = page.round
  const count = prompts.length
  const at = Math.min(Math.max(0, Number.isNaN(page.prompt) ? 0 : page.prompt), count - 1)
  return (
    <div className="stack">
      {count > 1 && <p className="eyebrow">{t('rounds:prompt', { number: at + 1, count })}</p>}
      <p className="round-prompt">{prompts[at]}</p>
      <Own key={at} {...page} kind="point" prompt={at} />
      {count > 1 && (
        <p className="row" data-spread="">
          {at > 0 ? (
            <Link to={`?steg=individual&sporsmal=${at}`}>← {t('rounds:previousPrompt')}</Link>
          ) : (
            <span />
          )}
          {at < count - 1 && (
            <Link to={`?steg=individual&sporsmal=${at + 2}`}>{t('rounds:nextPrompt')} →</Link>
          )}
        </p>
      )}
    </div>
  )
}

function Own({
  kind,
  prompt,
  own,
  round,
  freshId,
  person,
}: RoundPageProps & { kind: 'point' | 'takeaway'; prompt: number }) {
  const address = `/samlinger/${round.gatheringId}/runder/${round.id}/punkt`
  return <OwnPoints points={own.points} address={address} {...{ kind, prompt, freshId, person }} />
}
