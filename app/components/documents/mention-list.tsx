import { useEditorState, type Editor } from '@tiptap/react'
import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { mention, namingOf } from './mentions'

const GAP = 6
const WIDTH = 260

/** Who may be meant, at the caret. The focus stays in the text; arrows and Enter are the editor's, a touch is the list's. */
export function MentionList({ editor }: { editor: Editor }) {
  const { t } = useTranslation('documents')
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const naming = useEditorState({ editor, selector: ({ editor: now }) => namingOf(now) })
  const from = naming?.from
  const count = naming?.matches.length ?? 0
  const chosen = naming ? `${id}-${String(naming.index)}` : null

  useLayoutEffect(() => {
    if (from === undefined || !list.current) return
    const { left, bottom, top } = editor.view.coordsAtPos(from)
    const { style, offsetHeight } = list.current
    const seen = window.visualViewport?.height ?? window.innerHeight
    const above = bottom + GAP + offsetHeight > seen - 120 && top - GAP - offsetHeight > 0
    style.left = `${String(Math.max(8, Math.min(left, window.innerWidth - WIDTH - 8)))}px`
    style.top = `${String(above ? top - GAP - offsetHeight : bottom + GAP)}px`
  }, [editor, from, count])

  useEffect(() => {
    const { dom } = editor.view
    if (chosen === null) return undefined
    dom.setAttribute('aria-controls', id)
    dom.setAttribute('aria-activedescendant', chosen)
    return () => {
      dom.removeAttribute('aria-controls')
      dom.removeAttribute('aria-activedescendant')
    }
  }, [editor, id, chosen])

  return (
    <>
      <span className="live-unseen" role="status">
        {naming ? t('mention.found', { count }) : ''}
      </span>
      {naming && (
        <div ref={list} id={id} className="live-mentions" role="listbox" aria-label={t('mention.label')}>
          {naming.matches.map((person, index) => (
            <div
              key={person.id}
              id={`${id}-${String(index)}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === naming.index}
              className="live-mentions__person"
              // The focus stays in the text; a touch chooses when it ends.
              onPointerDown={event => event.preventDefault()}
              onMouseDown={event => event.preventDefault()}
              onClick={() => mention(editor, person)}
              onKeyDown={event => event.key === 'Enter' && mention(editor, person)}
            >
              {person.name}
            </div>
          ))}
        </div>
      )}
    </>
  )
}
