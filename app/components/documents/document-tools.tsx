import { Link } from '@remix-run/react'
import { ClockDashedIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useWords } from '~/lib/i18n'
import { DownloadMenu } from './download-menu'
import './document-tools.css'

interface DocumentToolsProps {
  documentId: string
  /** Whoever writes there looks at how the text has grown. */
  versions: boolean
  /** What stands first; short, so that two fit side by side on a phone. */
  first?: ReactNode
  children?: ReactNode
}

/** What one can do with a document besides writing in it. */
export function DocumentTools({ documentId, versions, first, children }: DocumentToolsProps) {
  const t = useWords()
  return (
    <div className="doc-tools" role="group" aria-label={t('keeping:tools.label')}>
      {first}
      <DownloadMenu documentId={documentId} />
      {children}
      {versions && (
        <Link
          to={`/dokumenter/${documentId}/versjoner`}
          className="ds-button"
          data-variant="tertiary"
          data-size="sm"
        >
          <ClockDashedIcon aria-hidden="true" />
          {t('keeping:tools.versions')}
        </Link>
      )}
    </div>
  )
}
