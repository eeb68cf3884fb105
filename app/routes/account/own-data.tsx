import { useLoaderData } from '@remix-run/react'
import { ownData, type OwnData } from '~server/domain/own-data'
import { DataList } from '~/components/account/data-list'
import { PageHead } from '~/components/ui/page-head'
import { momentText } from '~/lib/dates'
import { useWords, type T } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { withAccount } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { lastDay, onDay } from '~/routes/people/texts.server'

export const handle = { words: ['account', 'people'] } as const
await wordsOf(handle.words)

export const loader = withAccount(async ({ actor, t }) => {
  const own = await ownData(actor)
  return { title: t('people:data.title'), lists: lists(t, own) }
})

function lists(t: T, own: OwnData): { title: string; text?: string; lines: string[] }[] {
  const { person, signInMethods: methods } = own
  const period = (from: Date, to: Date | null): string =>
    t('people:unit.period', { from: onDay(t, from), to: lastDay(t, to) ?? t('people:data.noEnd') })
  return [
    {
      title: t('people:data.person'),
      lines: [
        `${t('people:data.name')}: ${person.name}`,
        `${t('people:data.email')}: ${person.email ?? '–'}`,
        `${t('people:data.since')}: ${onDay(t, person.createdAt)}`,
      ],
    },
    {
      title: t('people:data.roles'),
      lines: own.roles.map(
        ({ role, unit, validFrom, validTo }) =>
          `${t('account:profile.roleAt', { role: t(`roles.${role}`), unit: unit.name ?? '–' })}: ${period(validFrom, validTo)}`,
      ),
    },
    {
      title: t('people:data.sessions'),
      lines: own.sessions.map(({ device, createdAt }) =>
        [device === '' ? t('account:profile.unknownDevice') : device, momentText(t, createdAt)].join(', '),
      ),
    },
    { title: t('people:data.methods'), lines: methodLines(t, methods) },
    {
      title: t('people:data.seats'),
      lines: own.seats.map(({ gathering, table, validFrom, validTo }) =>
        [gathering.title, t('people:data.table', { number: table.number }), period(validFrom, validTo)].join(
          ', ',
        ),
      ),
    },
    {
      title: t('people:data.written'),
      lines: own.writtenIn.map(
        ({ documentId, lastAt }) =>
          `${documentId}, ${t('people:data.lastWrote', { date: momentText(t, lastAt) })}`,
      ),
    },
    {
      title: t('people:data.points'),
      lines: [...own.ownPoints, ...own.releasedPoints].map(({ text }) => text),
    },
    {
      title: t('people:data.invitations'),
      lines: own.invitations.map(({ role, unit, status, createdAt }) =>
        [
          t('account:profile.roleAt', { role: t(`roles.${role}`), unit: unit.name ?? '–' }),
          t(`people:data.status.${status}`),
          onDay(t, createdAt),
        ].join(', '),
      ),
    },
    {
      title: t('people:data.news'),
      lines: own.notifications.map(({ kind, frequency }) =>
        kind === 'own_roles' || kind === 'invitations'
          ? `${t(`people:own.${kind}`)}: ${t(`people:own.${frequency}`)}`
          : `${kind}: ${frequency}`,
      ),
    },
    {
      title: t('people:data.imports'),
      lines: own.imports.map(({ fileName, unit, createdAt }) =>
        [fileName, unit.name ?? '–', onDay(t, createdAt)].join(', '),
      ),
    },
    {
      title: t('people:data.events'),
      text: t('people:data.eventsText'),
      lines: own.events.length === 0 ? [] : [t('people:data.eventsCount', { count: own.events.length })],
    },
  ]
}

function methodLines(t: T, methods: OwnData['signInMethods']): string[] {
  return [
    ...(methods.email ? [t('people:data.methodEmail')] : []),
    ...methods.passkeys.map(({ name }) => t('people:data.methodPasskey', { name })),
    ...methods.identities.map(({ issuer }) => t('people:data.methodIdentity', { issuer })),
    ...(methods.authenticator === null ? [] : [t('people:data.methodTotp')]),
    ...(methods.unusedRecoveryCodes > 0
      ? [t('people:data.methodCodes', { count: methods.unusedRecoveryCodes })]
      : []),
  ]
}

export const meta = pageTitle

export default function OwnDataPage() {
  const t = useWords()
  const { lists: all } = useLoaderData<typeof loader>()
  const nothing = all.flatMap(({ title, lines }) => (lines.length === 0 ? [title] : []))
  return (
    <div className="stack measure" data-space="wide">
      <PageHead title={t('people:data.title')} back={{ to: '/profil', label: t('account:profile.title') }}>
        <p className="lead">{t('people:data.lead')}</p>
        <p className="quiet">
          {t('people:data.print')} <a href="/profil/mine-data.json">{t('people:own.fetch')}</a>
        </p>
      </PageHead>
      {all
        .filter(({ lines }) => lines.length > 0)
        .map(list => (
          <DataList key={list.title} {...list} />
        ))}
      {nothing.length > 0 && <DataList title={t('people:data.none')} lines={nothing} />}
    </div>
  )
}
