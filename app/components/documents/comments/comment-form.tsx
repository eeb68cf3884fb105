import { useFetcher } from '@remix-run/react'
import { useEffect, useId, useRef } from 'react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

/** What the server said to a form about comments. */
export interface CommentAnswer {
  done?: 'add' | 'reply' | 'edit' | 'delete' | 'resolve' | 'reopen'
  /** Why not, as a sentence. */
  error?: string
}

interface CommentFormProps {
  address: string
  fields: Record<string, string>
  label: string
  send: string
  text?: string
  focus?: boolean
  onDone: (done: NonNullable<CommentAnswer['done']>) => void
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
  const fetcher = useFetcher<CommentAnswer>()
  const box = useRef<HTMLTextAreaElement>(null)
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined
  const told = useRef<CommentAnswer | null>(null)

  useEffect(() => {
    if (focus) box.current?.focus()
  }, [focus])
  useEffect(() => {
    if (!answer?.done || told.current === answer) return
    told.current = answer
    if (box.current) box.current.value = ''
    onDone(answer.done)
  }, [answer, onDone])

  return (
    <fetcher.Form method="post" action={address} className="comment-form">
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
        aria-invalid={answer?.error ? true : undefined}
        aria-describedby={answer?.error ? `${id}-error` : undefined}
        onKeyDown={event => {
          if (event.key === 'Escape' && onCancel) {
            event.stopPropagation()
            onCancel()
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit()
        }}
      />
      {answer?.error && (
        <p id={`${id}-error`} className="comment-error" role="alert">
          {answer.error}
        </p>
      )}
      <div className="comment-actions">
        <Button data-size="sm" disabled={fetcher.state !== 'idle'}>
          {fetcher.state === 'idle' ? send : t('comments:sending')}
        </Button>
        {onCancel && (
          <Button type="button" variant="tertiary" data-size="sm" onClick={onCancel}>
            {t('comments:cancel')}
          </Button>
        )}
      </div>
    </fetcher.Form>
  )
}
