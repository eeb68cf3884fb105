import { DownloadIcon } from '@navikt/aksel-icons'
import { useEffect, useRef } from 'react'
import { useWords } from '~/lib/i18n'

const FORMATS = ['docx', 'pdf', 'md', 'html'] as const

/** The text as a file. A list of links that opens, also without scripts. */
export function DownloadMenu({ documentId }: { documentId: string }) {
  const t = useWords()
  const menu = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const close = (event: Event): void => {
      const { current } = menu
      if (current?.open !== true) return
      const escape = event instanceof KeyboardEvent && event.key === 'Escape'
      const outside = event.type === 'pointerdown' && !current.contains(event.target as Node)
      if (!escape && !outside) return
      current.open = false
      if (escape) current.querySelector('summary')?.focus()
    }
    document.addEventListener('keydown', close)
    document.addEventListener('pointerdown', close)
    return () => {
      document.removeEventListener('keydown', close)
      document.removeEventListener('pointerdown', close)
    }
  }, [])
  return (
    <details className="doc-menu" ref={menu}>
      <summary className="ds-button" data-variant="tertiary" data-size="sm">
        <DownloadIcon aria-hidden="true" />
        {t('keeping:tools.download')}
      </summary>
      <ul>
        {FORMATS.map(format => (
          <li key={format}>
            <a
              href={`/dokumenter/${documentId}/tekst.${format}`}
              download
              onClick={() => menu.current?.removeAttribute('open')}
            >
              {t(`keeping:tools.formats.${format}`)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
