import { useWords } from '~/lib/i18n'
import type { BoardStatement } from '~server/domain/gatherings/harvest/board'
import { tableText } from './words'

/** Name of the form to which every statement's box belongs. */
export const BOARD = 'board'

/** What a table says, to be chosen by a box, or drawn by the mouse. */
export function Statement({ statement }: { statement: BoardStatement }) {
  const t = useWords()
  const { id, turn, text, table, asked, state, now, minority, hidden } = statement
  return (
    <li className="statement" draggable data-state={state} data-hidden={hidden || undefined}>
      <input
        className="ds-input"
        type="checkbox"
        form={BOARD}
        name="statement"
        value={`${id}:${turn}`}
        id={`s-${id}`}
        aria-describedby={`s-${id}-from`}
      />
      <div>
        <label htmlFor={`s-${id}`} className="statement-text">
          {text}
        </label>
        <p className="statement-from" id={`s-${id}-from`}>
          {tableText(t, table)}
          {asked !== '' && ` · ${asked}`}
          {minority && <strong className="statement-mark">{t('harvest:minority')}</strong>}
          {hidden && <strong className="statement-mark">{t('harvest:hidden')}</strong>}
        </p>
        {state === 'changed' && (
          <p className="statement-now">
            {t('harvest:changed')} <q>{now}</q>
          </p>
        )}
        {state === 'gone' && <p className="statement-now">{t('harvest:gone')}</p>}
      </div>
    </li>
  )
}
