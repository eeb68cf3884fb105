import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '~/components/ui/button'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import type { RoundView } from '~server/domain/gatherings/rounds/rounds'
import type { WallTable } from '~server/domain/gatherings/rounds/wall'
import { RoundSteps } from './round-steps'
import { STEPS } from './steps'
import { Timer } from './timer'
import { WallTableCard } from './wall-table'

/** The facilitator's view: where the round is, the way on, and all tables at a glance. */
export function Wall({
  round,
  tables,
  already,
}: {
  round: RoundView
  tables: readonly WallTable[]
  /** Somebody else had led on in the same moment. */
  already: boolean
}) {
  const t = useWords()
  const done = tables.filter(({ doneAt }) => doneAt !== null).length
  const calling = tables.filter(({ calledAt }) => calledAt !== null).length
  return (
    <div className="stack" data-space="wide">
      <PageHead
        title={round.title}
        back={{ to: `/samlinger/${round.gatheringId}`, label: round.gathering.title }}
      >
        <RoundSteps shown={round.step} current={round.step} links={false} />
        <ButtonLink to={`/samlinger/${round.gatheringId}/runder/${round.id}/endre`} variant="tertiary">
          {t('rounds:edit')}
        </ButtonLink>
        <ButtonLink to={`/samlinger/${round.gatheringId}/host`} variant="tertiary">
          {t('rounds:wall.board')}
        </ButtonLink>
      </PageHead>
      {already && (
        <Notice tone="warning" live>
          {t('rounds:wall.already')}
        </Notice>
      )}
      <section className="wall-lead card stack" data-space="close" aria-labelledby="step">
        <h2 id="step">{t(`rounds:steps.${round.step}`)}</h2>
        {round.stepEndsAt !== null && <Timer endsAt={round.stepEndsAt} now={round.now} />}
        <Lead round={round} />
      </section>
      <section className="stack" aria-labelledby="tables">
        <div className="stack" data-space="tight">
          <h2 id="tables">{t('rounds:wall.tables')}</h2>
          {tables.length === 0 ? (
            <p>{t('rounds:wall.noTables')}</p>
          ) : (
            <p role="status">
              {t('rounds:wall.sum', { done, count: tables.length })}{' '}
              {calling > 0 && t('rounds:wall.calling', { count: calling })}
            </p>
          )}
        </div>
        <ul className="wall plain-list">
          {tables.map(table => (
            <WallTableCard key={table.id} table={table} />
          ))}
        </ul>
      </section>
    </div>
  )
}

function Lead({ round: { step, turn } }: { round: RoundView }) {
  const t = useWords()
  const at = STEPS.indexOf(step)
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]]
  return (
    <Form method="post" className="form-actions" preventScrollReset>
      <input type="hidden" name="turn" value={turn} />
      {after !== undefined && (
        <Button name="intent" value="next">
          {t('rounds:wall.next', { step: t(`rounds:steps.${after}`) })}
        </Button>
      )}
      {before !== undefined && after !== undefined && (
        <Button variant="secondary" name="intent" value="more">
          {t('rounds:wall.more')}
        </Button>
      )}
      {before !== undefined && (
        <Button variant="tertiary" name="intent" value="back">
          {t('rounds:wall.back', { step: t(`rounds:steps.${before}`) })}
        </Button>
      )}
    </Form>
  )
}
