import { db } from '~server/database/client'
import { factorChangeMail } from '~server/mail/factor-change'
import { textIn, type Tasks } from './task'

export const accountSecurityTasks: Tasks = {
  tell_factor_change: async (payload, { mailer, origin }) => {
    const person = await db().person.findFirst({
      where: { id: textIn(payload, 'personId'), kind: 'account', disabledAt: null },
      select: { email: true, locale: true },
    })
    if (person?.email == null) return
    await mailer.send(
      await factorChangeMail({
        to: person.email,
        locale: person.locale,
        factor: textIn(payload, 'factor'),
        change: textIn(payload, 'change'),
        href: `${origin}/profil/sikkerhet`,
      }),
    )
  },
}
