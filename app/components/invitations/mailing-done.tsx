import { Notice } from '~/components/ui/notice'
import { useErrorText } from '~/components/ui/error-text'
import { useWords } from '~/lib/i18n'

export type Done =
  { kind: 'again' | 'withdrawn'; count: number } | { kind: 'corrected' } | { kind: 'wrong'; reason: string }

/** What has just happened. */
export function MailingDone({ done }: { done: Done | null }) {
  const t = useWords()
  const errorText = useErrorText()
  return (
    <div role="status">
      {done !== null && (
        <Notice tone={done.kind === 'wrong' ? 'danger' : 'success'}>
          {done.kind === 'wrong'
            ? errorText(done.reason)
            : done.kind === 'corrected'
              ? t('invitations:done.corrected')
              : t(`invitations:done.${done.kind}`, { count: done.count })}
        </Notice>
      )}
    </div>
  )
}
