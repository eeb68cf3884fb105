import type { ReactNode } from 'react'
import { useEffect } from 'react'
import type { SaveState } from '~/live/save-state'
import { useLiveDocument } from '~/live/use-live-document'
import { DocumentFrame } from './document-frame'
import { LiveEditor } from './editor'
import type { LiveDocumentProps } from './live-document'
import { Presence } from './presence'
import { Refusal } from './refusal'
import { SaveStateHelp, SaveStateLine } from './save-state'
import { TakenText } from './taken-text'

const AT_RISK: readonly SaveState[] = ['late', 'unsaved']

/** Asks before the tab is closed while there is text that only this tab has. */
function useLeaveQuestion(state: SaveState | undefined): void {
  const risky = state !== undefined && AT_RISK.includes(state)
  useEffect(() => {
    if (!risky) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [risky])
}

export { openEarly } from '~/live/early-session'

export type OpenDocumentProps = Omit<LiveDocumentProps, 'html'> & {
  /** On the page until the document is filled from stored bytes. */
  readable: ReactNode
}

/** A document that is alive. Everything heavy hangs below here and is loaded after the page can be read. */
export default function OpenDocument(props: OpenDocumentProps) {
  const { audience, documentId, people, person, prompt, readable, right } = props
  const handle = useLiveDocument(props)
  useLeaveQuestion(handle?.view.state)
  if (!handle) {
    return (
      <DocumentFrame audience={audience} writable={right === 'write'}>
        {readable}
      </DocumentFrame>
    )
  }
  const { session, view } = handle
  const editable = view.right === 'write' && view.state !== 'refused'
  const text = () => session.ownText()
  const refusal = view.reason && (
    <Refusal
      reason={view.reason}
      text={text}
      onRetry={() => void session.retry()}
      onOpenAfresh={() => void session.startAfresh()}
    />
  )
  const frame = (tools: ReactNode, body: ReactNode) => (
    <DocumentFrame
      audience={audience}
      writable={editable}
      state={<SaveStateLine view={view} />}
      presence={<Presence awareness={view.awareness} self={person} />}
      tools={tools}
      notice={refusal}
      help={
        <>
          {view.taken !== '' && (
            <TakenText
              text={view.taken}
              onPutBack={editable ? () => session.putBack() : null}
              onClose={() => session.letGo()}
            />
          )}
          <SaveStateHelp view={view} text={text} />
        </>
      }
    >
      {body}
    </DocumentFrame>
  )
  if (!view.filled) return frame(null, readable)
  return (
    <LiveEditor
      key={view.life}
      view={view}
      documentId={documentId}
      person={person}
      editable={editable}
      prompt={prompt}
      people={people}
      readable={readable}
      frame={frame}
    />
  )
}
