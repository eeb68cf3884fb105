import { useEditor, type Editor } from '@tiptap/react'
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '~/live/session-view'
import { announceEditor } from './editor-here'
import { editorExtensions } from './editor-options'
import { keepNews, wantsNews } from './news-choice'
import type { Panel } from './panels'
import { PASTE_LIMIT, tooLong } from './paste-limit'
import { MentionList } from './mention-list'
import { Tools } from './tools'
import { pictureIn } from './upload-image'
import { useNews } from './use-news'
import type { PersonHere } from './use-people'

interface WritingProps {
  doc: SessionView['doc']
  awareness: SessionView['awareness']
  documentId: string
  person: { id: string; name: string }
  editable: boolean
  prompt?: string | undefined
  /** Who may read the document, as the page knows it. */
  people?: readonly PersonHere[] | undefined
  /** The readable text, on the page until the editor stands in its place. */
  readable: ReactNode
}

export interface LiveEditorProps extends Omit<WritingProps, 'doc' | 'awareness'> {
  view: SessionView
  /** Where the editor's tools go. */
  frame: (tools: ReactNode, text: ReactNode) => ReactNode
}

/** The attributes by which assistive technology knows the text as something one writes in. */
function roleOf(editable: boolean, label: string): Record<string, string> {
  const writing = { role: 'textbox', 'aria-multiline': 'true' }
  return { class: 'live-text', 'aria-label': label, ...(editable ? writing : { role: 'document' }) }
}

const onPhone = () => window.matchMedia('(width < 40em)').matches

/** The editor of one life of a document. Give it the life as its key. On a phone one reads first. */
export function LiveEditor({ view, frame, ...props }: LiveEditorProps) {
  const { editable: mayWrite, person, documentId } = props
  const [editor, setEditor] = useState<Editor | null>(null)
  const [panel, setPanel] = useState<Panel | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const [news, setNews] = useState(wantsNews)
  const [phone] = useState(onPhone)
  const [reading, setReading] = useState(phone)
  const writing = mayWrite && !reading

  const open = useCallback((next: Panel | null) => {
    setFile(null)
    setPanel(next)
  }, [])
  const bring = useCallback((picture: File) => {
    setFile(picture)
    setPanel('image')
  }, [])
  const writeAt = useCallback(
    (place: number | 'end') => {
      // The keyboard of a phone comes only while the finger's touch is answered.
      flushSync(() => setReading(false))
      editor?.setEditable(true)
      editor?.commands.focus(place)
    },
    [editor],
  )
  const write = useCallback(() => writeAt('end'), [writeAt])
  const done = useCallback(() => {
    editor?.commands.blur()
    setPanel(null)
    setReading(true)
  }, [editor])
  const choose = useCallback((on: boolean) => {
    keepNews(on)
    setNews(on)
  }, [])

  const tools = editor && (
    <Tools
      {...{ editor, documentId, panel, file, news, mayWrite, writing }}
      onPanel={open}
      onNews={choose}
      onWrite={write}
      onDone={phone ? done : null}
    />
  )
  return frame(
    tools,
    <>
      <Writing
        {...props}
        editable={writing}
        doc={view.doc}
        awareness={view.awareness}
        onEditor={setEditor}
        onPanel={open}
        onPicture={bring}
        onTap={mayWrite && reading ? writeAt : null}
      />
      {editor && writing && <MentionList editor={editor} />}
      {editor && (
        <News editor={editor} doc={view.doc} awareness={view.awareness} self={person.id} on={news} />
      )}
    </>,
  )
}

function News(props: Parameters<typeof useNews>[0]) {
  const said = useNews(props)
  return (
    <span className="live-unseen" role="status" data-news>
      {said}
    </span>
  )
}

/**
 * Where the text is written. It is left alone while the words about saving change with every key: each time it is
 * rendered TipTap takes its options anew and goes through the whole text twice.
 */
const Writing = memo(function Writing(
  props: WritingProps & {
    onEditor: (editor: Editor | null) => void
    onPanel: (panel: Panel) => void
    onPicture: (picture: File) => void
    /** A tap into a text that is being read, where it is to be written on. */
    onTap: ((place: number) => void) | null
  },
) {
  const {
    doc,
    awareness,
    person,
    editable,
    prompt,
    people = [],
    readable,
    onEditor,
    onPanel,
    onPicture,
    onTap,
  } = props
  const { t } = useTranslation('documents')
  const [refusedPaste, setRefusedPaste] = useState<number | null>(null)
  const label = t('editor.label')

  const refuse = (event: Event, data: DataTransfer | null): boolean => {
    const picture = editable ? pictureIn(data) : null
    if (picture) {
      onPicture(picture)
      event.preventDefault()
      return true
    }
    const length = tooLong(data)
    setRefusedPaste(length)
    if (length !== null) event.preventDefault()
    return length !== null
  }

  const editor = useEditor({
    extensions: editorExtensions({
      ...{ doc, awareness, person },
      placeholder: prompt ?? t('editor.placeholder'),
      emptyTask: t('editor.emptyTask'),
      plenum: t('plenum.label'),
      onPanel,
      people,
    }),
    editable,
    immediatelyRender: false,
    shouldRerenderOnTransaction: false,
    injectCSS: false,
    editorProps: {
      attributes: roleOf(editable, label),
      handleClick: (_view, place, { target }) => {
        if (onTap === null || (target instanceof Element && target.closest('a') !== null)) return false
        onTap(place)
        return true
      },
      // Before the editor reads what comes: reading a megabyte would stop the page for a second.
      handleDOMEvents: {
        paste: (_view, event) => refuse(event, event.clipboardData),
        drop: (_view, event) => refuse(event, event.dataTransfer),
      },
    },
  })

  useEffect(() => {
    if (!editor || editor.isEditable === editable) return
    editor.setEditable(editable)
    editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes: roleOf(editable, label) } })
  }, [editor, editable, label])

  useEffect(() => onEditor(editor), [editor, onEditor])
  useEffect(() => {
    announceEditor(editor)
    return () => announceEditor(null)
  }, [editor])

  return (
    <>
      {refusedPaste !== null && (
        <div className="live-help" data-state="late" role="alert">
          <p>
            {t('editor.pasteTooLarge', {
              size: refusedPaste.toLocaleString('nb'),
              limit: PASTE_LIMIT.toLocaleString('nb'),
            })}
          </p>
          <button
            type="button"
            className="ds-button"
            data-variant="tertiary"
            data-size="sm"
            onClick={() => {
              setRefusedPaste(null)
              editor?.commands.focus()
            }}
          >
            {t('editor.dismiss')}
          </button>
        </div>
      )}
      {editor ? <Surface editor={editor} /> : readable}
    </>
  )
})

/** TipTap's own component would build the text a second time, for pieces made by React, of which there are none here. */
function Surface({ editor }: { editor: Editor }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { dom } = editor.view
    place.current?.append(dom)
    return () => dom.remove()
  }, [editor])
  return <div ref={place} />
}
