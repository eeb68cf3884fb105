import { PersonPencilIcon } from '@navikt/aksel-icons'
import { useEffect, useState, type ComponentType } from 'react'
import { useWords } from '~/lib/i18n'
import { useEditorHere } from '../editor-here'
import type { AuthorsLiveProps } from './authors-live'

type Live = ComponentType<AuthorsLiveProps>

/** Shows who has written what. There is nothing to press before the text has come alive; all else is loaded when pressed. */
export function AuthorsButton({
  documentId,
  self,
}: {
  documentId: string
  self: { id: string; name: string }
}) {
  const t = useWords()
  const editor = useEditorHere()
  const [shown, setShown] = useState(false)
  const [Live, setLive] = useState<Live | null>(null)
  useEffect(() => {
    if (!shown || Live) return
    import('./authors-live').then(
      ({ default: live }) => setLive(() => live),
      () => setShown(false),
    )
  }, [shown, Live])
  if (!editor) return null
  return (
    <>
      <button
        type="button"
        className="ds-button"
        data-variant="tertiary"
        data-size="sm"
        aria-pressed={shown}
        onClick={() => setShown(before => !before)}
      >
        <PersonPencilIcon aria-hidden="true" />
        {t(shown ? 'keeping:authors.hide' : 'keeping:authors.show')}
      </button>
      {shown && Live && (
        <div className="doc-tools-below">
          <Live editor={editor} documentId={documentId} self={self} />
        </div>
      )}
    </>
  )
}
