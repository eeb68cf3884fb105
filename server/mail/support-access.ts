import { letter } from './letter'
import type { Mail } from './mailer'
import { wordsFor } from './words'

/** Support looks at a unit's pages: told to whoever answers for them. */
export async function supportAccessMail(of: {
  to: string
  locale: string | null
  who: string
  unit: string
  reason: string
  until: Date
  href: string
}): Promise<Mail> {
  const words = wordsFor(of.locale).supportAccess
  const until = new Intl.DateTimeFormat(words.lang, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Oslo',
  }).format(of.until)
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, key: string) => ({ who: of.who, unit: of.unit, until })[key] ?? '')
  return letter({
    to: of.to,
    lang: words.lang,
    subject: fill(words.subject),
    preview: words.preview,
    heading: fill(words.heading),
    paragraphs: [fill(words.looks), `${words.reason} ${of.reason}`, words.limits],
    button: { label: words.see, href: of.href },
    after: [words.stop],
  })
}
