import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { linkAddress } from './link-address'

interface LinkFormProps {
  editor: Editor
  onClose: () => void
}

/** A link's address, asked for in place below the toolbar. */
export function LinkForm({ editor, onClose }: LinkFormProps) {
  const { t } = useTranslation('documents')
  const [before] = useState(() => {
    const href: unknown = editor.getAttributes('link')['href']
    return typeof href === 'string' ? href : ''
  })
  const [invalid, setInvalid] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const id = useId()

  useEffect(() => field.current?.focus(), [])

  const close = useCallback(() => {
    editor.commands.focus()
    onClose()
  }, [editor, onClose])

  useEffect(() => {
    const element = form.current
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && close()
    element?.addEventListener('keydown', escape)
    return () => element?.removeEventListener('keydown', escape)
  }, [close])

  const save = (event: FormEvent) => {
    event.preventDefault()
    const written = field.current?.value ?? ''
    const href = linkAddress(written)
    if (!href) {
      setInvalid(true)
      field.current?.focus()
      return
    }
    const { empty } = editor.state.selection
    if (empty && before === '') {
      const text = written.trim()
      editor
        .chain()
        .focus()
        .insertContent({ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] })
        .run()
    } else editor.chain().focus().extendMarkRange('link').setLink({ href }).run()
    onClose()
  }

  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onClose()
  }

  return (
    <form ref={form} className="live-link" aria-label={t('link.title')} noValidate onSubmit={save}>
      <div className="live-link__field">
        <label htmlFor={id}>{t('link.address')}</label>
        <input
          ref={field}
          id={id}
          className="ds-input"
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={before}
          aria-invalid={invalid || undefined}
          aria-describedby={`${id}-help`}
        />
        <p id={`${id}-help`} className={invalid ? 'live-link__error' : 'live-link__help'} aria-live="polite">
          {invalid ? t('link.invalid') : t('link.example')}
        </p>
      </div>
      <div className="live-link__actions">
        <button type="submit" className="ds-button" data-size="sm">
          {t('link.save')}
        </button>
        {before !== '' && (
          <button
            type="button"
            className="ds-button"
            data-size="sm"
            data-variant="secondary"
            onClick={remove}
          >
            {t('link.remove')}
          </button>
        )}
        <button type="button" className="ds-button" data-size="sm" data-variant="tertiary" onClick={close}>
          {t('link.cancel')}
        </button>
      </div>
    </form>
  )
}
