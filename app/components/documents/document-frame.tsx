import { EyeIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { labelledHtml } from './plenum-html'
import { useKeepFocus } from './use-keep-focus'

export interface DocumentFrameProps {
  /** The mark by which the document is opened early. */
  opening?: string
  /** Who reads it. */
  audience: string
  /** Room is kept for the tools, so that the text does not move when they come. */
  writable: boolean
  state?: ReactNode
  presence?: ReactNode
  tools?: ReactNode
  /** Why one cannot write, above the text. */
  notice?: ReactNode
  /** What one should know while writing; below the text, so that it does not move under one's hands. */
  help?: ReactNode
  children: ReactNode
}

/** The page of a document: who reads it, how it is with the text, the tools, the text. The same before and after it comes alive. */
export function DocumentFrame({
  opening,
  audience,
  writable,
  state,
  presence,
  tools,
  notice,
  help,
  children,
}: DocumentFrameProps) {
  const { t } = useTranslation('documents')
  const bar = useKeepFocus<HTMLDivElement>()
  return (
    <section className="live-document" data-opening={opening}>
      <p className="live-audience">
        <EyeIcon aria-hidden="true" />
        <span>
          {t('audience')}: <strong>{audience}</strong>
        </span>
      </p>
      <div className="live-paper">
        <div className="live-bar" ref={bar}>
          <div className="live-bar__state">
            {state}
            {presence}
          </div>
          {(writable || tools) && <div className="live-bar__tools">{tools}</div>}
        </div>
        {notice}
        {children}
        {help}
      </div>
    </section>
  )
}

/** The text as the server rendered it; readable without any script. */
export function ReadableText({ html }: { html: string }) {
  const { t } = useTranslation('documents')
  return (
    <div className="live-text" dangerouslySetInnerHTML={{ __html: labelledHtml(html, t('plenum.label')) }} />
  )
}
