import { MagnifyingGlassIcon, PencilIcon } from '@navikt/aksel-icons'
import { useEditorState, type Editor } from '@tiptap/react'
import { memo, Suspense, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { later } from '~/live/later'
import { FindPanel } from './find-panel'
import { LinkForm } from './link-form'
import type { Panel } from './panels'
import { TableTools } from './table-tools'
import { Toolbar } from './toolbar'
import { useAboveKeyboard } from './use-above-keyboard'

const ImageForm = later(() => import('./image-form'))
const HelpDialog = later(() => import('./help-dialog'))

export interface ToolsProps {
  editor: Editor
  documentId: string
  /** A picture that has been pasted or dropped. */
  file: File | null
  panel: Panel | null
  onPanel: (panel: Panel | null) => void
  news: boolean
  onNews: (on: boolean) => void
  /** Whether the text may be written in by this person at all. */
  mayWrite: boolean
  /** Whether it is being written in now: on a phone one reads first. */
  writing: boolean
  onWrite: () => void
  /** Back to reading; null where one always writes. */
  onDone: (() => void) | null
}

/** The tools for writing, or for whoever reads the way to them; and what they open. */
export const Tools = memo(function Tools(props: ToolsProps) {
  const { editor, documentId, file, panel, onPanel, news, onNews, writing } = props
  const close = useCallback(() => onPanel(null), [onPanel])
  const place = useAboveKeyboard<HTMLDivElement>()
  return (
    <div className={writing ? 'live-tools' : 'live-tools live-tools--reading'} ref={place}>
      {writing ? <WritingTools {...props} /> : <ReadingTools {...props} />}
      {writing && panel === 'link' && <LinkForm editor={editor} onClose={close} />}
      {panel === 'find' && <FindPanel editor={editor} onClose={close} />}
      <Suspense fallback={<PartIsComing />}>
        {writing && panel === 'image' && (
          <ImageForm key={file?.name} editor={editor} documentId={documentId} file={file} onClose={close} />
        )}
        {panel === 'help' && <HelpDialog onClose={close} news={news} onNews={onNews} />}
      </Suspense>
    </div>
  )
})

function PartIsComing() {
  const { t } = useTranslation('documents')
  return <p role="status">{t('toolbar.coming')}</p>
}

function WritingTools({ editor, panel, onPanel, onDone }: ToolsProps) {
  const { t } = useTranslation('documents')
  const inTable = useEditorState({ editor, selector: ({ editor: now }) => now.isActive('table') })
  return (
    <>
      {inTable && <TableTools editor={editor} />}
      <div className="live-tools__row">
        <Toolbar editor={editor} panel={panel} onPanel={name => onPanel(panel === name ? null : name)} />
        {onDone && (
          <button type="button" className="ds-button" data-size="sm" onClick={onDone}>
            {t('reading.done')}
          </button>
        )}
      </div>
    </>
  )
}

function ReadingTools({ mayWrite, onWrite, panel, onPanel }: ToolsProps) {
  const { t } = useTranslation('documents')
  return (
    <div className="live-tools__row">
      {mayWrite && (
        <button type="button" className="ds-button" data-size="sm" onClick={onWrite}>
          <PencilIcon aria-hidden="true" />
          {t('reading.write')}
        </button>
      )}
      <button
        type="button"
        className="ds-button"
        data-size="sm"
        data-variant="tertiary"
        aria-expanded={panel === 'find'}
        onClick={() => onPanel(panel === 'find' ? null : 'find')}
      >
        <MagnifyingGlassIcon aria-hidden="true" />
        {t('toolbar.find')}
      </button>
    </div>
  )
}
