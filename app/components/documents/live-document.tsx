import { useEffect, useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { askAhead } from '~/live/ahead'
import { openingMark, type Opening } from '~/live/opening'
import { DocumentFrame, ReadableText } from './document-frame'
import type { OpenDocumentProps } from './open-document'
import './documents.css'

export interface LiveDocumentProps extends Opening {
  /** The document's text, rendered by the server from its stored bytes. */
  html: string
  /** What one is asked to write about. */
  prompt?: string | undefined
  /** Who reads it, in words. */
  audience: string
  /** Who they are, to be named in the text. */
  people?: readonly { id: string; name: string }[]
}

type Opened = ComponentType<OpenDocumentProps>

const load = async (): Promise<Opened> => (await import('./open-document')).default

/** Begun while the page is still coming alive, and with it the document that stands there. */
const early = typeof window === 'undefined' ? null : loadEarly()
early?.catch(() => undefined)

async function loadEarly(): Promise<Opened> {
  const mark = document.querySelector<HTMLElement>('[data-opening]')?.dataset['opening']
  if (mark === undefined) return load()
  // The store and the server answer while this thread reads the editor's script.
  const ahead = askAhead(JSON.parse(mark) as Opening)
  const { default: opened, openEarly } = await import('./open-document')
  openEarly(mark, ahead)
  return opened
}

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
      opening={openingMark(props)}
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
