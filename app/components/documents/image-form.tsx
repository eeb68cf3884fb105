import { NodeSelection } from '@tiptap/pm/state'
import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { insertBlock } from './insert-block'
import { PanelForm } from './panel-form'
import { IMAGE_KINDS, uploadImage, type UploadedImage, type UploadFault } from './upload-image'

interface ImageFormProps {
  editor: Editor
  documentId: string
  /** What has been pasted or dropped; null when one is to choose. */
  file: File | null
  onClose: () => void
}

type Sent = { state: 'none' } | { state: 'sending'; part: number } | UploadFault | UploadedImage

const isImage = (sent: Sent): sent is UploadedImage => typeof sent === 'object' && 'id' in sent

function selectedImage({ state: { selection } }: Editor): NodeSelection | null {
  return selection instanceof NodeSelection && selection.node.type.name === 'image' ? selection : null
}

/** A picture is chosen and sent while one describes it; of one in the text the description is changed. */
export default function ImageForm({ editor, documentId, file, onClose }: ImageFormProps) {
  const { t } = useTranslation('documents')
  const id = useId()
  const alt = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [chosen] = useState(() => (file ? null : selectedImage(editor)))
  const [sent, setSent] = useState<Sent>({ state: 'none' })
  const cancel = useRef<() => void>(() => undefined)

  const send = useCallback(
    (picture: File) => {
      setSent({ state: 'sending', part: 0 })
      const uploading = uploadImage(documentId, picture, part => setSent({ state: 'sending', part }))
      cancel.current = uploading.cancel
      void uploading.done.then(setSent)
      alt.current?.focus()
    },
    [documentId],
  )

  const close = useCallback(() => {
    cancel.current()
    editor.commands.focus()
    onClose()
  }, [editor, onClose])

  useEffect(() => {
    if (file) send(file)
    else (chosen ? alt : picker).current?.focus()
    return () => cancel.current()
  }, [file, chosen, send])

  const save = () => {
    const words = alt.current?.value.trim().slice(0, 500) ?? ''
    const { state, view } = editor
    const { tr } = state
    const image = isImage(sent) ? state.schema.nodes['image']?.create({ ...sent, alt: words }) : undefined
    if (chosen) tr.setNodeAttribute(chosen.from, 'alt', words)
    else if (image) insertBlock(tr, image)
    else {
      picker.current?.focus()
      return
    }
    view.dispatch(tr)
    editor.commands.focus()
    onClose()
  }

  const remove = () => {
    editor.chain().focus().deleteSelection().run()
    onClose()
  }

  const fault = typeof sent === 'string' ? sent : null
  const sending = typeof sent === 'object' && 'part' in sent ? sent.part : null
  return (
    <PanelForm
      title={t('image.title')}
      action={t(chosen ? 'image.save' : 'image.insert')}
      idle={!chosen && !isImage(sent)}
      removal={chosen && { words: t('image.remove'), run: remove }}
      onSubmit={save}
      onCancel={close}
    >
      {!chosen && (
        <div className="live-link__field">
          <label htmlFor={`${id}-file`}>{t('image.choose')}</label>
          <input
            ref={picker}
            id={`${id}-file`}
            className="ds-input"
            type="file"
            accept={IMAGE_KINDS}
            aria-invalid={fault !== null || undefined}
            aria-describedby={`${id}-state`}
            onChange={({ target: { files } }) => files?.[0] && send(files[0])}
          />
          <div id={`${id}-state`} role="status" className={fault ? 'live-link__error' : 'live-link__help'}>
            {fault ? t(`image.faults.${fault}`) : sending !== null ? t('image.sending') : ''}
            {isImage(sent) && t('image.ready')}
          </div>
          {sending !== null && (
            <progress className="live-progress" aria-label={t('image.sending')} value={sending} />
          )}
          {isImage(sent) && <img className="live-thumb" src={`/bilder/${sent.id}/liten`} alt="" />}
        </div>
      )}
      <div className="live-link__field">
        <label htmlFor={`${id}-alt`}>{t('image.alt')}</label>
        <textarea
          ref={alt}
          id={`${id}-alt`}
          className="ds-input"
          rows={2}
          maxLength={500}
          defaultValue={chosen ? String(chosen.node.attrs['alt']) : ''}
          aria-describedby={`${id}-help`}
        />
        <p id={`${id}-help`} className="live-link__help">
          {t('image.altHelp')}
        </p>
      </div>
    </PanelForm>
  )
}
