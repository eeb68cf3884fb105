import { ChatIcon } from '@navikt/aksel-icons'
import { useCallback, useEffect, useState, type ComponentType } from 'react'
import { createPortal } from 'react-dom'
import { useWords } from '~/lib/i18n'
import { untilLoaded } from '~/live/later'
import { useEditorHere } from '../editor-here'
import type { CommentsLiveProps } from './comments-live'

interface CommentsButtonProps {
  documentId: string
  self: string
  canWrite: boolean
  /** Open threads when the page was made. */
  count: number
}

type Live = ComponentType<CommentsLiveProps>

/** How many comments are open, and the way to them. All else is loaded when the text can be written in. */
export function CommentsButton({ documentId, self, canWrite, count }: CommentsButtonProps) {
  const t = useWords()
  const editor = useEditorHere()
  const [Live, setLive] = useState<Live | null>(null)
  const [open, setOpen] = useState(false)
  const [openThreads, setOpenThreads] = useState(count)
  const [page, setPage] = useState<Element | null>(null)
  const load = useCallback(
    () => untilLoaded(() => import('./comments-live')).then(({ default: live }) => setLive(() => live)),
    [],
  )
  useEffect(() => setPage(document.querySelector('.document-page')), [])
  useEffect(() => {
    if (editor) void load()
  }, [editor, load])
  useEffect(() => {
    if (page) page.toggleAttribute('data-panel', open)
  }, [page, open])
  return (
    <>
      <a
        href={`/dokumenter/${documentId}/kommentarer`}
        className="ds-button"
        data-variant="tertiary"
        data-size="sm"
        role={Live ? 'button' : undefined}
        aria-expanded={Live ? open : undefined}
        onClick={event => {
          if (!Live) return
          event.preventDefault()
          setOpen(before => !before)
        }}
      >
        <ChatIcon aria-hidden="true" />
        {t('comments:button', { count: openThreads })}
      </a>
      {Live &&
        page &&
        createPortal(
          <Live
            {...{ documentId, self, canWrite, editor, open }}
            onOpen={setOpen}
            onCount={setOpenThreads}
          />,
          page,
        )}
    </>
  )
}
