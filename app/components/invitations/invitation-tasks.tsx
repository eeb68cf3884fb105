import { ButtonLink } from '~/components/ui/button'
import { Now } from '~/components/home/now'
import { dayText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { Locale } from '~/lib/locales'
import { inLanguage } from '~/lib/texts'
import type { InvitationTask } from '~server/domain/cohorts/invitations/tasks'

/** What waits for whoever leads a unit: an invitation to answer, units to name. */
export function InvitationTasks({ tasks, locale }: { tasks: readonly InvitationTask[]; locale: Locale }) {
  const t = useWords()
  return tasks.map(task => {
    const programme = inLanguage(task.programme, locale)
    if (task.kind === 'answer') {
      const day = dayText(t, task.deadline.toISOString().slice(0, 10))
      return (
        <Now
          key={task.invitationId}
          eyebrow={t('invitations:task.eyebrow')}
          title={t('invitations:task.answer', { programme })}
        >
          <p>{t('invitations:task.answerText', { unit: task.unit, day })}</p>
          <ButtonLink to={`/invitasjoner/${task.invitationId}`}>
            {t('invitations:task.answerOpen')}
          </ButtonLink>
        </Now>
      )
    }
    return (
      <Now
        key={task.cohortId}
        eyebrow={t('invitations:task.eyebrow')}
        title={t('invitations:task.name', { programme })}
      >
        <p>{t('invitations:task.nameText', { unit: task.unit })}</p>
        <ButtonLink to={`/puljer/${task.cohortId}/inviter?trinn=unit`}>
          {t('invitations:task.nameOpen')}
        </ButtonLink>
      </Now>
    )
  })
}
