import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { FORMATS } from './formats'
import { keyWords } from './key-words'
import { PANEL_KEYS, TABLE_ACTIONS, type Panel } from './panels'

interface HelpDialogProps {
  onClose: () => void
  /** Whether one is told what the others do. */
  news: boolean
  onNews: (on: boolean) => void
}

interface Line {
  name: string
  keys: string
}

function Keys({ title, lines }: { title: string; lines: Line[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="live-keys">
        {lines.map(({ name, keys }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {keyWords(keys).map((key, index) => (
                <kbd key={index}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Every shortcut, and whether one wants to be told what the others write. */
export default function HelpDialog({ onClose, news, onNews }: HelpDialogProps) {
  const { t } = useTranslation('documents')
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  const panels = Object.entries(PANEL_KEYS) as [Panel, string][]
  return (
    <dialog ref={dialog} className="live-dialog" aria-labelledby="live-help-title" onClose={onClose}>
      <h2 id="live-help-title">{t('help.title')}</h2>
      <div className="live-dialog__columns">
        <Keys
          title={t('help.text')}
          lines={FORMATS.map(({ name, keys }) => ({ name: t(`toolbar.${name}`), keys }))}
        />
        <Keys
          title={t('help.document')}
          lines={[
            ...panels.map(([panel, keys]) => ({ name: t(`toolbar.${panel}`), keys })),
            { name: t('toolbar.undo'), keys: 'Mod-z' },
            { name: t('toolbar.redo'), keys: 'Mod-Shift-z' },
            { name: t('help.toToolbar'), keys: 'Alt-F10' },
            { name: t('help.mention'), keys: '@' },
          ]}
        />
        <Keys
          title={t('help.table')}
          lines={[
            { name: t('help.nextCell'), keys: 'Tab' },
            { name: t('help.previousCell'), keys: 'Shift-Tab' },
            ...TABLE_ACTIONS.map(({ name, keys }) => ({ name: t(`table.${name}`), keys })),
          ]}
        />
      </div>
      <div className="live-dialog__choice">
        <input
          type="checkbox"
          id="live-news"
          aria-describedby="live-news-meaning"
          checked={news}
          onChange={event => onNews(event.target.checked)}
        />
        <div>
          <label htmlFor="live-news">{t('help.news')}</label>
          <small id="live-news-meaning">{t('help.newsMeaning')}</small>
        </div>
      </div>
      <form method="dialog">
        <button type="submit" className="ds-button">
          {t('help.close')}
        </button>
      </form>
    </dialog>
  )
}
