import { useState } from 'react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { OwnPointView } from '~server/domain/gatherings/rounds/points'
import type { PointKind } from '~server/domain/gatherings/rounds/schema'
import { PointBox } from './point-box'

/** Everything one has written for oneself to a question, and a box for more. */
export function OwnPoints({
  points,
  kind,
  prompt,
  freshId,
  address,
  person,
}: {
  points: readonly OwnPointView[]
  kind: PointKind
  prompt: number
  /** For the first new box, also without script. */
  freshId: string
  address: string
  person: string
}) {
  const t = useWords()
  const [begun, setBegun] = useState<readonly string[]>([freshId])
  const own = points.filter(point => point.kind === kind && (kind === 'takeaway' || point.prompt === prompt))
  const known = new Set(own.map(({ id }) => id))
  const fresh = begun.filter(id => !known.has(id)).map(id => ({ id, kind, prompt, text: '' }))
  return (
    <div className="stack" data-space="close">
      {[...own, ...fresh].map((point, i) => (
        <PointBox
          key={point.id}
          point={point}
          address={address}
          person={person}
          label={kind === 'takeaway' ? t('rounds:takeaway') : t('rounds:point', { number: i + 1 })}
        />
      ))}
      <p className="hint">{kind === 'point' && t('rounds:pointHint')}</p>
      <Button
        type="button"
        variant="secondary"
        onClick={() => setBegun(ids => [...ids, crypto.randomUUID()])}
      >
        {t('rounds:morePoints')}
      </Button>
    </div>
  )
}
