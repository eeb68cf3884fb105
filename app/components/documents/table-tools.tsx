import type { Editor } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import { keyWords } from './key-words'
import { TABLE_ACTIONS } from './panels'
import { changeTable } from './shortcuts'
import { useRoving } from './use-roving'

/** What one can do to the table in which the caret stands. */
export function TableTools({ editor }: { editor: Editor }) {
  const { t } = useTranslation('documents')
  const roving = useRoving()
  return (
    <div className="live-table-tools" role="toolbar" aria-label={t('table.label')} onKeyDown={roving}>
      {TABLE_ACTIONS.map(({ name, keys }, index) => (
        <button
          key={name}
          type="button"
          className="live-table-tool"
          title={keyWords(keys).join('+')}
          tabIndex={index === 0 ? 0 : -1}
          onMouseDown={event => event.preventDefault()}
          onClick={() => changeTable(editor, name)}
        >
          {t(`table.${name}`)}
        </button>
      ))}
    </div>
  )
}
