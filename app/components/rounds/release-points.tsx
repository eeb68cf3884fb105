import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { OwnPointView } from '~server/domain/gatherings/rounds/points'

const VOICES = ['me', 'group', 'unnamed'] as const

/** One's own points, each with the ways to lay it on the table. What is left alone stays one's own. */
export function ReleasePoints({ points }: { points: readonly OwnPointView[] }) {
  const t = useWords()
  const own = points.filter(({ kind }) => kind === 'point')
  if (own.length === 0) return <p>{t('rounds:release.none')}</p>
  return (
    <div className="stack" data-space="close">
      <ul className="plain-list stack" data-space="close">
        {own.map(({ id, text }) => (
          <li key={id} className="card stack" data-space="close">
            <p className="prose">{text}</p>
            <Form method="post" className="voices" preventScrollReset aria-label={t('rounds:release.voices')}>
              <input type="hidden" name="intent" value="release" />
              <input type="hidden" name="pointId" value={id} />
              {VOICES.map(voice => (
                <Button key={voice} variant="secondary" name="voice" value={voice}>
                  {t(`rounds:release.${voice}`)}
                </Button>
              ))}
            </Form>
          </li>
        ))}
      </ul>
      <p className="hint">{t('rounds:release.explain')}</p>
    </div>
  )
}
