import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { XMarkIcon } from '@navikt/aksel-icons'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import { useCommentsChanged } from '~/live/use-live-events'
import { CommentForm } from './comment-form'
import { commentMarks, commentsKey, showComments } from './marks'
import { passageOf, placeAt } from './places'
import { Thread, type ThreadRow } from './thread'
import { Threads } from './threads'
import type { CommentDone } from './use-sending'
import { useThreads } from './use-threads'

export interface CommentsLiveProps {
  documentId: string
  self: string
  canWrite: boolean
  editor: Editor | null
  open: boolean
  onOpen: (open: boolean) => void
  onCount: (open: number) => void
}

interface Chosen {
  quote: string
  from: string
  to: string
}

/** Comments beside a document that has come alive: marks in the text, a button at what one has selected, the list. */
export default function CommentsLive({
  documentId,
  self,
  canWrite,
  editor,
  open,
  onOpen,
  onCount,
}: CommentsLiveProps) {
  const t = useWords()
  const address = `/dokumenter/${documentId}/kommentarer`
  const { threads, again } = useThreads(address)
  const [active, setActive] = useState<string | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [said, setSaid] = useState('')
  const panel = useRef<HTMLElement>(null)

  useCommentsChanged(documentId, again)
  useEffect(() => {
    if (threads) onCount(threads.filter(({ resolved }) => !resolved).length)
  }, [threads, onCount])

  useEffect(() => {
    if (!editor) return undefined
    const pick = (id: string): void => {
      setActive(id)
      onOpen(true)
    }
    editor.registerPlugin(commentMarks(pick))
    return () => {
      if (!editor.isDestroyed) editor.unregisterPlugin(commentsKey)
    }
  }, [editor, onOpen])
  useEffect(() => {
    if (editor && threads)
      showComments(editor.view, { passages: threads.filter(({ resolved }) => !resolved), active })
  }, [editor, threads, active])
  useEffect(() => {
    if (open && active) document.getElementById(`kommentar-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [open, active])

  const begin = useCallback(() => {
    const found = editor && canWrite ? selected(editor) : null
    if (found) setChosen(found)
    else setSaid(t('comments:select'))
    onOpen(true)
  }, [editor, canWrite, onOpen, t])
  useShortcut(begin)

  const done = (what: CommentDone): void => {
    const key = {
      add: 'added',
      reply: 'replied',
      edit: 'edited',
      delete: 'deleted',
      resolve: 'resolved',
      reopen: 'reopened',
    } as const
    setSaid(t(`comments:announce.${key[what]}`))
    if (what === 'add') setChosen(null)
    again()
    panel.current?.focus()
  }
  const close = useCallback((): void => {
    setChosen(null)
    setActive(null)
    onOpen(false)
    editor?.commands.focus()
  }, [editor, onOpen])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && panel.current?.contains(document.activeElement)) close()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [close])

  return (
    <>
      <p className="live-unseen" role="status">
        {said}
      </p>
      {editor && canWrite && !chosen && <Bubble editor={editor} onPress={begin} />}
      {open && (
        <aside className="comments-panel" aria-label={t('comments:title')} ref={panel} tabIndex={-1}>
          <div className="comments-head">
            <h2>{t('comments:title')}</h2>
            <Button
              type="button"
              variant="tertiary"
              data-size="sm"
              aria-label={t('comments:close')}
              onClick={close}
            >
              <XMarkIcon aria-hidden="true" />
            </Button>
          </div>
          {chosen && (
            <div className="comment-thread" data-active>
              <div className="comment-quote">
                <q>{chosen.quote}</q>
              </div>
              <CommentForm
                address={address}
                fields={{ intent: 'add', ...chosen }}
                label={t('comments:new')}
                send={t('comments:send')}
                focus
                onDone={done}
                onCancel={() => setChosen(null)}
              />
            </div>
          )}
          {threads && (
            <Threads threads={threads} canWrite={canWrite}>
              {thread => (
                <Thread
                  key={thread.id}
                  {...{ thread, address, self, canWrite }}
                  active={thread.id === active}
                  gone={editor !== null && passageOf(editor.state, thread) === null}
                  onDone={done}
                  {...(editor && { onGo: () => go(editor, thread, setActive) })}
                />
              )}
            </Threads>
          )}
        </aside>
      )}
    </>
  )
}

function go(editor: Editor, thread: ThreadRow, setActive: (id: string) => void): void {
  setActive(thread.id)
  const place = passageOf(editor.state, thread)
  if (place) editor.chain().setTextSelection(place).scrollIntoView().focus().run()
}

function selected({ state }: Editor): Chosen | null {
  const { from, to, empty } = state.selection
  if (empty) return null
  const quote = state.doc.textBetween(from, to, ' ').trim().slice(0, 1_000)
  const [start, end] = [placeAt(state, from), placeAt(state, to)]
  return quote === '' || start === null || end === null ? null : { quote, from: start, to: end }
}

/** Ctrl+Alt+M, as in other editors; on a Mac the command key. */
function useShortcut(act: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== 'KeyM') return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [act])
}

/** A button below what is selected; it is looked for only when a selection changes, not while one types. */
function Bubble({ editor, onPress }: { editor: Editor; onPress: () => void }) {
  const t = useWords()
  const [place, setPlace] = useState<{ top: number; left: number } | null>(null)
  useEffect(() => {
    const look = (): void => {
      const { selection } = editor.state
      const { empty, to } = selection
      // Not on a picture, and not over a panel that is being filled in.
      if (empty || !(selection instanceof TextSelection) || !editor.isFocused) {
        setPlace(null)
        return
      }
      const { bottom, left } = editor.view.coordsAtPos(to)
      setPlace({
        top: Math.min(bottom + 8, window.innerHeight - 56),
        left: Math.max(8, Math.min(left - 40, window.innerWidth - 150)),
      })
    }
    const events = ['selectionUpdate', 'focus', 'blur'] as const
    for (const event of events) editor.on(event, look)
    window.addEventListener('scroll', look, { passive: true })
    return () => {
      for (const event of events) editor.off(event, look)
      window.removeEventListener('scroll', look)
    }
  }, [editor])
  const put = useCallback(
    (element: HTMLButtonElement | null) => {
      if (!element || !place) return
      element.style.top = `${place.top}px`
      element.style.left = `${place.left}px`
    },
    [place],
  )
  if (!place) return null
  return (
    <button
      type="button"
      ref={put}
      className="ds-button comment-bubble"
      data-variant="secondary"
      data-size="sm"
      title={t('comments:addHint')}
      onMouseDown={event => event.preventDefault()}
      onClick={onPress}
    >
      {t('comments:add')}
    </button>
  )
}
