import { useCallback, useState, type FormEvent } from 'react'
import { useWords } from '~/lib/i18n'

/** What the server said to a form about comments. */
export interface CommentAnswer {
  done?: 'add' | 'reply' | 'edit' | 'delete' | 'resolve' | 'reopen'
  /** Why not, as a sentence. */
  error?: string
}

export type CommentDone = NonNullable<CommentAnswer['done']>

const SENT_WITHIN_MS = 15_000

/** Where the margin beside a text asks and sends; the page of comments has its own forms for those without scripts. */
export const listOf = (address: string): string => `${address}/liste`

/**
 * Sends forms about comments past the page: when the network is away the page, and the text that is being written in it, stay.
 * @param address of the page of comments
 */
export function useSending(
  address: string,
  onDone: (done: CommentDone, form: HTMLFormElement) => void,
): { sending: boolean; error: string | null; onSubmit: (event: FormEvent<HTMLFormElement>) => void } {
  const t = useWords()
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const onSubmit = useCallback(
    (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      const form = event.currentTarget
      setSending(true)
      setError(null)
      void send(listOf(address), new FormData(form)).then(answer => {
        setSending(false)
        if (answer?.done) onDone(answer.done, form)
        else setError(answer === null ? t('comments:unsent') : (answer.error ?? t('comments:failed')))
      })
    },
    [address, onDone, t],
  )
  return { sending, error, onSubmit }
}

/** @returns null when nobody answered */
async function send(address: string, form: FormData): Promise<CommentAnswer | null> {
  let answer: Response
  try {
    answer = await fetch(address, { method: 'POST', body: form, signal: AbortSignal.timeout(SENT_WITHIN_MS) })
  } catch {
    return null
  }
  // A page instead of an answer: signed out meanwhile, or no right any more.
  const said = answer.headers.get('Content-Type')?.includes('json') === true
  return said ? ((await answer.json().catch(() => null)) as CommentAnswer | null) : {}
}
