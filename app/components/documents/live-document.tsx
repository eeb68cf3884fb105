import { useEffect, useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import type { Right } from '~server/collaboration/wire'
import { DocumentFrame, ReadableText } from './document-frame'
import type { OpenDocumentProps } from './open-document'
import './documents.css'

export interface LiveDocumentProps {
  documentId: string
  person: { id: string; name: string }
  right: Right
  /** The epoch in which `html` was rendered. */
  epoch: number
  /** The document's text, rendered by the server from its stored bytes. */
  html: string
  /** What one is asked to write about. */
  prompt?: string | undefined
  /** Who reads it, in words. */
  audience: string
  /** Where document sockets are opened; `/collab` unless told otherwise. */
  socketPath?: string | undefined
}

type Opened = ComponentType<OpenDocumentProps>

const load = async (): Promise<Opened> => (await import('./open-document')).default

/** Begun while the page is still coming alive. */
const early = typeof window === 'undefined' ? null : load()
early?.catch(() => undefined)

/**
 * A document on a page. Its text can be read at once, also without scripts; where scripts run, the same text can be
 * written in as soon as it has come from stored bytes, at the same place on the page.
 */
export function LiveDocument({ html, ...props }: LiveDocumentProps) {
  const { t } = useTranslation('documents')
  const [Open, setOpen] = useState<Opened | null>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    let gone = false
    const begin = (loading: Promise<Opened>) =>
      loading.then(
        opened => !gone && setOpen(() => opened),
        () => !gone && setFailed(true),
      )
    void begin(early ?? load())
    const again = () => void begin(load())
    window.addEventListener('online', again)
    return () => {
      gone = true
      window.removeEventListener('online', again)
    }
  }, [])

  const readable = <ReadableText html={html} />
  if (Open) return <Open {...props} readable={readable} />
  return (
    <DocumentFrame
      audience={props.audience}
      writable={props.right === 'write'}
      help={
        <>
          {failed && (
            <p className="live-help" data-state="late" role="status">
              {t('hints.loadFailed')}
            </p>
          )}
          <noscript>
            <p className="live-help">{t('hints.noScript')}</p>
          </noscript>
        </>
      }
    >
      {readable}
    </DocumentFrame>
  )
}
