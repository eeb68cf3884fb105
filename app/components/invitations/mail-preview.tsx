import { useEffect, useRef } from 'react'
import { useWords } from '~/lib/i18n'

/** The mail as it will be read. Takes the focus when it appears. */
export function MailPreview({ subject, text }: { subject: string; text: string }) {
  const t = useWords()
  const ref = useRef<HTMLElement>(null)
  useEffect(() => ref.current?.focus(), [text])
  return (
    <section className="mail" aria-labelledby="preview" ref={ref} tabIndex={-1}>
      <h2 id="preview">{t('invitations:invite.previewTitle')}</h2>
      <p>
        <span className="quiet">{t('invitations:invite.previewSubject')}:</span> <strong>{subject}</strong>
      </p>
      <p className="mail-text">{text}</p>
    </section>
  )
}
