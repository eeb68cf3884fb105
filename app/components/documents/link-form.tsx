import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkAddress } from './link-address'
import { PanelForm } from './panel-form'

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
  const field = useRef<HTMLInputElement>(null)
  const id = useId()

  useEffect(() => field.current?.focus(), [])

  const close = useCallback(() => {
    editor.commands.focus()
    onClose()
  }, [editor, onClose])

  const save = () => {
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
    <PanelForm
      title={t('link.title')}
      action={t('link.save')}
      removal={before === '' ? null : { words: t('link.remove'), run: remove }}
      onSubmit={save}
      onCancel={close}
    >
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
    </PanelForm>
  )
}
