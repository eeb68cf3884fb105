import { announcementOf } from '~server/domain/support/announcing'
import { supportAccessMail } from '~server/mail/support-access'
import { textIn, type Tasks } from './task'

export const supportTasks: Tasks = {
  announce_support: async (payload, { mailer, origin }) => {
    const told = await announcementOf(textIn(payload, 'accessId'))
    if (told === null) return
    const { recipients, to: until, ...about } = told
    for (const { email, locale } of recipients) {
      await mailer.send(
        await supportAccessMail({ ...about, until, to: email, locale, href: `${origin}/brukerstotte` }),
      )
    }
  },
}
