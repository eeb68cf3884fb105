import { Form } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { Button } from '~/components/ui/button'
import { ClientOnly } from '~/components/ui/client-only'
import { useWords } from '~/lib/i18n'
import type { BoardTheme } from '~server/domain/gatherings/harvest/board'
import { BOARD } from './statement'

const MARKS = ['minority', 'majority', 'hide', 'show', 'accept'] as const

/** What can be done with the chosen statements: it stays in reach however long the board is. */
export function Chosen({ themes, freshId }: { themes: readonly BoardTheme[]; freshId: string }) {
  const t = useWords()
  const count = useChosen()
  return (
    <Form
      method="post"
      id={BOARD}
      className="sticky-bar chosen"
      preventScrollReset
      aria-label={t('harvest:do')}
    >
      <input type="hidden" name="newId" value={freshId} />
      <ClientOnly>
        {() => (
          <p className="small chosen-count" role="status">
            {t('harvest:chosen', { count })}
          </p>
        )}
      </ClientOnly>
      <div className="chosen-way">
        <label className="ds-label" htmlFor="move-to">
          {t('harvest:moveTo')}
        </label>
        <select className="ds-input" id="move-to" name="themeId">
          {themes.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
          <option value="none">{t('harvest:unsorted')}</option>
        </select>
        <Button name="intent" value="move">
          {t('harvest:move')}
        </Button>
      </div>
      <div className="chosen-way">
        <label className="ds-label" htmlFor="new-theme">
          {t('harvest:newTheme')}
        </label>
        <input
          className="ds-input"
          id="new-theme"
          name="title"
          key={themes.length}
          maxLength={120}
          placeholder={t('harvest:newTheme')}
          autoComplete="off"
        />
        <Button variant="secondary" name="intent" value="new-theme">
          {t('harvest:makeTheme')}
        </Button>
      </div>
      <details className="chosen-marks">
        <summary>{t('harvest:mark')}</summary>
        <div className="form-actions">
          {MARKS.map(mark => (
            <Button key={mark} variant="secondary" name="intent" value={mark}>
              {t(`harvest:marks.${mark}`)}
            </Button>
          ))}
        </div>
      </details>
    </Form>
  )
}

/** How many boxes are ticked; none of the boxes has to be drawn again for it. */
function useChosen(): number {
  const [count, setCount] = useState(0)
  useEffect(() => {
    const tell = (): void => {
      setCount(chosenNow().length)
    }
    document.addEventListener('change', tell)
    return () => {
      document.removeEventListener('change', tell)
    }
  }, [])
  return count
}

/** The values of the ticked boxes. */
export const chosenNow = (): string[] =>
  Array.from(
    document.querySelectorAll<HTMLInputElement>('input[name="statement"]:checked'),
    ({ value }) => value,
  )
