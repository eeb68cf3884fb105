import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import { useSending, type CommentDone } from './use-sending'

interface CommentFormProps {
  address: string
  fields: Record<string, string>
  label: string
  send: string
  text?: string
  focus?: boolean
  onDone: (done: CommentDone) => void
  onCancel?: () => void
}

const MOST = 2_000

/** Where one writes a comment. What is written stays until it has been taken in. */
export function CommentForm({
  address,
  fields,
  label,
  send,
  text = '',
  focus = false,
  onDone,
  onCancel,
}: CommentFormProps) {
  const t = useWords()
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [ownId, setOwnId] = useState(freshId)
  const taken = useCallback(
    (done: CommentDone) => {
      if (box.current) box.current.value = ''
      setOwnId(freshId)
      onDone(done)
    },
    [onDone],
  )
  const { sending, error, onSubmit } = useSending(address, taken)
  useEffect(() => {
    if (focus) box.current?.focus()
  }, [focus])
  return (
    <form method="post" action={address} className="comment-form" onSubmit={onSubmit}>
      {/* A comment that is changed has its own among the fields. */}
      {!('commentId' in fields) && <input type="hidden" name="commentId" value={ownId} />}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={box}
        id={id}
        name="text"
        rows={3}
        maxLength={MOST}
        required
        defaultValue={text}
        className="ds-input"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onKeyDown={event => {
          if (event.key === 'Escape' && onCancel) {
            event.stopPropagation()
            onCancel()
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit()
        }}
      />
      {error && (
        <p id={`${id}-error`} className="comment-error" role="alert">
          {error}
        </p>
      )}
      <div className="comment-actions">
        <Button data-size="sm" disabled={sending}>
          {sending ? t('comments:sending') : send}
        </Button>
        {onCancel && (
          <Button type="button" variant="tertiary" data-size="sm" onClick={onCancel}>
            {t('comments:cancel')}
          </Button>
        )}
      </div>
    </form>
  )
}

/** Chosen here, so that what is sent again because no answer came is there once. */
const freshId = (): string => crypto.randomUUID()
