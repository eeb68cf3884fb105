import { useEffect, useRef, useState } from 'react'
import { Button } from '~/components/ui/button'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { CommentForm } from './comment-form'
import { useSending, type CommentDone } from './use-sending'

export interface ThreadRow {
  id: string
  quote: string
  from: string
  to: string
  resolved: boolean
  resolvedBy: string | null
  comments: readonly CommentRow[]
}
interface CommentRow {
  id: string
  name: string | null
  personId: string | null
  text: string
  /** As a moment, or as JSON has it. */
  createdAt: Date | string
  edited: boolean
}

interface ThreadProps {
  thread: ThreadRow
  address: string
  /** Who looks at it. */
  self: string
  canWrite: boolean
  /** The text that was talked about is not there any more. */
  gone?: boolean
  active?: boolean
  onGo?: () => void
  onDone: (done: CommentDone) => void
}

/** A passage with what is said about it. */
export function Thread({
  thread,
  address,
  self,
  canWrite,
  gone = false,
  active = false,
  onGo,
  onDone,
}: ThreadProps) {
  const t = useWords()
  const { id, quote, resolved, resolvedBy, comments } = thread
  return (
    <article
      className="comment-thread"
      id={`kommentar-${id}`}
      data-active={active || undefined}
      tabIndex={-1}
    >
      <div className="comment-quote">
        <span className="live-unseen">{t('comments:quote')}: </span>
        <q>{quote}</q>
        {gone && <strong className="comment-gone">{t('comments:gone')}</strong>}
        {!gone && onGo && (
          <button type="button" className="comment-link" onClick={onGo}>
            {t('comments:go')}
          </button>
        )}
      </div>
      <ol>
        {comments.map(comment => (
          <Said key={comment.id} {...{ comment, address, self, canWrite, onDone }} />
        ))}
      </ol>
      {resolved && resolvedBy !== null && (
        <p className="comment-meta">{t('comments:resolvedBy', { name: resolvedBy })}</p>
      )}
      {canWrite && <Answering {...{ id, resolved, address, onDone }} />}
    </article>
  )
}

function Answering({
  id,
  resolved,
  address,
  onDone,
}: Pick<ThreadProps, 'address' | 'onDone'> & { id: string; resolved: boolean }) {
  const t = useWords()
  const [replying, setReplying] = useState(false)
  if (replying) {
    return (
      <CommentForm
        address={address}
        fields={{ intent: 'reply', threadId: id }}
        label={t('comments:reply')}
        send={t('comments:send')}
        focus
        onDone={done => {
          setReplying(false)
          onDone(done)
        }}
        onCancel={() => setReplying(false)}
      />
    )
  }
  return (
    <div className="comment-actions">
      <noscript>
        <PlainReply threadId={id} address={address} />
      </noscript>
      <Button type="button" variant="tertiary" data-size="sm" onClick={() => setReplying(true)}>
        {t('comments:reply')}
      </Button>
      <Act
        address={address}
        fields={{ intent: resolved ? 'reopen' : 'resolve', threadId: id }}
        label={t(resolved ? 'comments:reopen' : 'comments:resolve')}
        onDone={onDone}
      />
    </div>
  )
}

/** For those without scripts: it stands there from the beginning. */
function PlainReply({ threadId, address }: { threadId: string; address: string }) {
  const t = useWords()
  return (
    <form method="post" action={address} className="comment-form">
      <input type="hidden" name="intent" value="reply" />
      <input type="hidden" name="threadId" value={threadId} />
      <label htmlFor={`svar-${threadId}`}>{t('comments:reply')}</label>
      <textarea
        id={`svar-${threadId}`}
        className="ds-input"
        name="text"
        rows={3}
        maxLength={2_000}
        required
      />
      <Button data-size="sm">{t('comments:send')}</Button>
    </form>
  )
}

function Said({
  comment,
  address,
  self,
  canWrite,
  onDone,
}: Pick<ThreadProps, 'address' | 'self' | 'canWrite' | 'onDone'> & { comment: CommentRow }) {
  const t = useWords()
  const [mode, setMode] = useState<'read' | 'edit' | 'delete'>('read')
  const { id, name, personId, text, createdAt, edited } = comment
  const own = canWrite && personId === self
  const who = name ?? t('comments:former')
  const said = new Date(createdAt)
  return (
    <li>
      <p className="comment-meta">
        <strong>{personId === self ? t('comments:you', { name: who }) : who}</strong>{' '}
        <time dateTime={said.toISOString()}>{momentText(t, said)}</time>
        {edited && ` · ${t('comments:edited')}`}
      </p>
      {mode === 'edit' ? (
        <CommentForm
          address={address}
          fields={{ intent: 'edit', commentId: id }}
          label={t('comments:text')}
          send={t('comments:save')}
          text={text}
          focus
          onDone={done => {
            setMode('read')
            onDone(done)
          }}
          onCancel={() => setMode('read')}
        />
      ) : (
        <p className="comment-text">{text}</p>
      )}
      {own && mode === 'read' && (
        <div className="comment-actions">
          <Button type="button" variant="tertiary" data-size="sm" onClick={() => setMode('edit')}>
            {t('comments:edit')}
          </Button>
          <Button type="button" variant="tertiary" data-size="sm" onClick={() => setMode('delete')}>
            {t('comments:delete')}
          </Button>
        </div>
      )}
      {mode === 'delete' && (
        <div className="comment-actions" role="group" aria-label={t('comments:deleteQuestion')}>
          <span>{t('comments:deleteQuestion')}</span>
          <Act
            address={address}
            fields={{ intent: 'delete', commentId: id }}
            label={t('comments:deleteYes')}
            onDone={onDone}
            focus
          />
          <Button type="button" variant="tertiary" data-size="sm" onClick={() => setMode('read')}>
            {t('comments:keep')}
          </Button>
        </div>
      )}
    </li>
  )
}

/** One thing that is done by one button. */
function Act({
  address,
  fields,
  label,
  focus = false,
  onDone,
}: Pick<ThreadProps, 'address' | 'onDone'> & {
  fields: Record<string, string>
  label: string
  focus?: boolean
}) {
  const { sending, error, onSubmit } = useSending(address, onDone)
  const button = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (focus) button.current?.querySelector('button')?.focus()
  }, [focus])
  return (
    <form method="post" action={address} ref={button} onSubmit={onSubmit}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button variant="tertiary" data-size="sm" disabled={sending}>
        {label}
      </Button>
      {error && <span role="alert">{error}</span>}
    </form>
  )
}
