import { Empty } from '~/components/ui/empty'
import { FilterForm } from '~/components/ui/filter-form'
import { FilterSelect } from '~/components/ui/filter-select'
import { useWords } from '~/lib/i18n'
import type { Board as BoardData, BoardStatement } from '~server/domain/gatherings/harvest/board'
import { Chosen } from './chosen'
import { Statement } from './statement'
import { Theme } from './theme'
import { useDragging } from './use-dragging'
import { tableText } from './words'

/** Of the statements without a theme, those that are looked for. */
export interface Looking {
  words: string
  /** Number of a table; empty = of all. */
  table: string
}

/** What has no theme beside the themes, and what can be done with the chosen. */
export function Board({
  board: { themes, statements },
  looking,
  freshId,
}: {
  board: BoardData
  looking: Looking
  freshId: string
}) {
  const t = useWords()
  const dragging = useDragging()
  const unsorted = statements.filter(({ themeId }) => themeId === null)
  return (
    <>
      <div className="board" {...dragging}>
        <Unsorted statements={unsorted} looking={looking} />
        <section className="stack" aria-labelledby="themes">
          <h2 id="themes">{t('harvest:themes')}</h2>
          {themes.length === 0 && <p>{t('harvest:noThemes')}</p>}
          <div className="themes">
            {themes.map(theme => (
              <Theme
                key={theme.id}
                theme={theme}
                statements={statements.filter(({ themeId }) => themeId === theme.id)}
                others={themes.filter(({ id }) => id !== theme.id)}
              />
            ))}
          </div>
        </section>
      </div>
      <Chosen themes={themes} freshId={freshId} />
    </>
  )
}

function Unsorted({ statements, looking }: { statements: readonly BoardStatement[]; looking: Looking }) {
  const t = useWords()
  const shown = statements.filter(statement => isSought(statement, looking))
  const tables = new Map(statements.map(({ table }) => [table.number, table]))
  const active = looking.words !== '' || looking.table !== ''
  return (
    <section className="unsorted stack" data-space="close" aria-labelledby="unsorted" data-theme="none">
      <div className="theme-head">
        <h2 id="unsorted">{t('harvest:unsorted')}</h2>
        <p className="quiet small">{t('harvest:count', { count: statements.length })}</p>
      </div>
      {(statements.length > 8 || active) && (
        <FilterForm active={active}>
          <div className="ds-field">
            <label className="ds-label" htmlFor="sok">
              {t('harvest:search')}
            </label>
            <input
              className="ds-input"
              type="search"
              id="sok"
              name="sok"
              defaultValue={looking.words}
              key={looking.words}
            />
          </div>
          <FilterSelect
            name="bord"
            label={t('harvest:table')}
            all={t('harvest:allTables')}
            options={[...tables].map(([number, table]) => ({
              value: String(number),
              label: tableText(t, table),
            }))}
            value={looking.table}
          />
        </FilterForm>
      )}
      {active && <p role="status">{t('harvest:found', { shown: shown.length, count: statements.length })}</p>}
      {statements.length === 0 && <p className="quiet">{t('harvest:allSorted')}</p>}
      <ul className="plain-list statements">
        {shown.map(statement => (
          <Statement key={statement.id} statement={statement} />
        ))}
      </ul>
    </section>
  )
}

const isSought = ({ text, asked, table }: BoardStatement, { words, table: number }: Looking): boolean =>
  (number === '' || String(table.number) === number) &&
  `${text} ${asked}`.toLowerCase().includes(words.toLowerCase())

/** Nothing has been collected yet, or nothing was there. */
export function EmptyBoard() {
  const t = useWords()
  return (
    <Empty title={t('harvest:nothing')}>
      <p className="measure">{t('harvest:nothingText')}</p>
    </Empty>
  )
}
