import { dayIn, fill, lastDay, letter } from './letter'
import type { Mail } from './mailer'
import { wordsFor } from './words'

type RoleName = keyof ReturnType<typeof wordsFor>['roles']

/** Somebody is asked to take a role at a unit. The link is the only way in, and the mail tells nothing more. */
export async function membershipInvitationMail(of: {
  to: string
  name: string
  locale: string | null
  role: RoleName
  unit: string
  /** Null when nobody in particular asks. */
  inviter: string | null
  href: string
  /** When the role begins; null = as the answer comes. */
  validFrom: Date | null
  expiresAt: Date
}): Promise<Mail> {
  const { membershipInvitation: words, roles } = wordsFor(of.locale)
  const values = { role: roles[of.role], unit: of.unit, name: of.name, inviter: of.inviter ?? '' }
  return letter({
    to: of.to,
    lang: words.lang,
    subject: fill(words.subject, values),
    preview: words.preview,
    heading: fill(words.heading, values),
    paragraphs: [
      fill(of.inviter === null ? words.asksPlain : words.asks, values),
      ...(of.validFrom === null ? [] : [fill(words.begins, { date: dayIn(words.lang, of.validFrom) })]),
    ],
    button: { label: words.answer, href: of.href },
    after: [fill(words.until, { date: lastDay(words.lang, of.expiresAt) }), words.notYou],
  })
}
