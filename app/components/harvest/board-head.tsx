import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Notice } from '~/components/ui/notice'
import { useErrorText } from '~/components/ui/error-text'
import { timeText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { Board } from '~server/domain/gatherings/harvest/board'
import type { HarvestView } from '~server/domain/gatherings/harvest/harvests'

/** What the last act of this page came to. */
export interface BoardAnswer {
  /** A reason, as a key of the errors. */
  error?: string | undefined
  collected?: { fresh: number; changed: number } | undefined
  /** Changed by somebody else while the page was open. */
  overtook?: number | undefined
  /** Not undone, because somebody else has changed it since. */
  stayed?: number | undefined
}

/** What the board brings from the tables, whether the hall sees it, and the way back. */
export function BoardHead({ harvest, board }: { harvest: HarvestView; board: Board }) {
  const t = useWords()
  const { collectedAt, revealedAt } = harvest
  const again = collectedAt !== null
  return (
    <div className="stack" data-space="close">
      <Form method="post" className="form-actions" preventScrollReset>
        <Button variant={again ? 'secondary' : 'primary'} name="intent" value="collect">
          {t(again ? 'harvest:collectAgain' : 'harvest:collect')}
        </Button>
        {again && (
          <Button variant="secondary" name="intent" value={revealedAt === null ? 'reveal' : 'unreveal'}>
            {t(revealedAt === null ? 'harvest:reveal' : 'harvest:unreveal')}
          </Button>
        )}
        {board.last !== null && (
          <Button variant="tertiary" name="intent" value="undo">
            {t('harvest:undo', { what: t(`harvest:acts.${board.last.kind}`) })}
          </Button>
        )}
      </Form>
      {again && (
        <p className="quiet">
          {t('harvest:collected', { time: timeText(t, collectedAt) })}{' '}
          {board.waiting > 0 && `${t('harvest:waiting', { count: board.waiting })} `}
          {t(revealedAt === null ? 'harvest:unrevealed' : 'harvest:revealed')}
        </p>
      )}
    </div>
  )
}

/** What one is told after an act, and about one's last act. */
export function BoardNotices({ answer, board }: { answer: BoardAnswer | undefined; board: Board }) {
  const t = useWords()
  const errorText = useErrorText()
  const { error, collected, overtook = 0, stayed = 0 } = answer ?? {}
  const overtaken = board.last?.overtaken ?? 0
  return (
    <>
      {error !== undefined && (
        <Notice tone="danger" live>
          {errorText(error)}
        </Notice>
      )}
      {collected !== undefined && (
        <Notice tone="success" live>
          {collected.fresh === 0 ? t('harvest:noNews') : t('harvest:brought', { count: collected.fresh })}{' '}
          {collected.changed > 0 && t('harvest:changedSince', { count: collected.changed })}
        </Notice>
      )}
      {overtook > 0 && (
        <Notice tone="warning" live>
          {t('harvest:overtook', { count: overtook })}
        </Notice>
      )}
      {stayed > 0 && (
        <Notice tone="warning" live>
          {t('harvest:stayed', { count: stayed })}
        </Notice>
      )}
      {overtaken > 0 && (
        <Notice tone="warning" live>
          {t('harvest:overtaken', { count: overtaken })}
        </Notice>
      )}
    </>
  )
}
