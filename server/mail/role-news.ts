import { dayIn, fill, lastDay, letter } from './letter'
import type { Mail } from './mailer'
import { wordsFor } from './words'

type RoleName = keyof ReturnType<typeof wordsFor>['roles']

/** What happened to somebody's roles, since yesterday or just now. */
export async function roleNewsMail(of: {
  to: string
  name: string
  locale: string | null
  news: readonly {
    role: RoleName
    unit: string
    kind: 'given' | 'ended'
    from: Date | null
    until: Date | null
  }[]
  href: string
}): Promise<Mail> {
  const { roleNews: words, roles } = wordsFor(of.locale)
  const sentences = of.news.map(({ role, unit, kind, from, until }) => {
    const values = { role: roles[role], unit }
    if (kind === 'ended') return fill(words.ended, values)
    if (from !== null) return fill(words.givenFrom, { ...values, date: dayIn(words.lang, from) })
    if (until === null) return fill(words.given, values)
    return fill(words.givenUntil, { ...values, date: lastDay(words.lang, until) })
  })
  const ended = of.news.some(({ kind }) => kind === 'ended')
  return letter({
    to: of.to,
    lang: words.lang,
    subject: words.subject,
    preview: words.preview,
    heading: fill(words.heading, { name: of.name }),
    paragraphs: [...sentences, ...(ended ? [words.kept] : [])],
    button: { label: words.see, href: of.href },
    after: [words.less],
  })
}
