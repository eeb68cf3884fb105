import { ChevronDownIcon, ChevronUpIcon, XMarkIcon } from '@navikt/aksel-icons'
import { useEditorState, type Editor } from '@tiptap/react'
import { useCallback, useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { endFind, find, foundIn, step } from './find'

interface FindPanelProps {
  editor: Editor
  onClose: () => void
}

/** Finds words in the text: how many there are, and to each in turn. */
export function FindPanel({ editor, onClose }: FindPanelProps) {
  const { t } = useTranslation('documents')
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const { query, count, current } = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const found = foundIn(now)
      return { query: found.query, count: found.places.length, current: found.current }
    },
  })

  useEffect(() => {
    const { state } = editor
    const selected = state.doc.textBetween(state.selection.from, state.selection.to)
    if (selected !== '' && selected.length < 80 && field.current) {
      field.current.value = selected
      find(editor, selected)
    }
    field.current?.focus()
    field.current?.select()
    return () => endFind(editor)
  }, [editor])

  const close = useCallback(() => {
    onClose()
    if (editor.isEditable) editor.commands.focus()
  }, [editor, onClose])

  useEffect(() => {
    const element = place.current
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
      else if (event.key === 'Enter' && event.target === field.current) step(editor, event.shiftKey ? -1 : 1)
      else return
      event.preventDefault()
    }
    element?.addEventListener('keydown', press)
    return () => element?.removeEventListener('keydown', press)
  }, [editor, close])

  const words =
    query.trim() === '' ? '' : count === 0 ? t('find.none') : t('find.at', { at: current + 1, count })
  return (
    <div className="live-find" role="search" aria-label={t('find.label')} ref={place}>
      <label htmlFor={id} className="live-unseen">
        {t('find.words')}
      </label>
      <input
        ref={field}
        id={id}
        className="ds-input"
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        placeholder={t('find.words')}
        onChange={event => find(editor, event.target.value)}
      />
      <span className="live-find__count" role="status">
        {words}
      </span>
      <FindTool words={t('find.before')} idle={count === 0} onPress={() => step(editor, -1)}>
        <ChevronUpIcon aria-hidden="true" />
      </FindTool>
      <FindTool words={t('find.next')} idle={count === 0} onPress={() => step(editor, 1)}>
        <ChevronDownIcon aria-hidden="true" />
      </FindTool>
      <FindTool words={t('find.close')} onPress={close}>
        <XMarkIcon aria-hidden="true" />
      </FindTool>
    </div>
  )
}

interface FindToolProps {
  words: string
  children: ReactNode
  idle?: boolean
  onPress: () => void
}

function FindTool({ words, children, idle, onPress }: FindToolProps) {
  return (
    <button
      type="button"
      className="live-tool"
      aria-label={words}
      title={words}
      aria-disabled={idle || undefined}
      onClick={onPress}
    >
      {children}
    </button>
  )
}
