import { makeCode } from '~server/auth/send-code'
import { signInCodeMail } from '~server/mail/sign-in-code'
import { textIn, type Tasks } from './task'

export const signInTasks: Tasks = {
  send_sign_in_code: async (payload, { mailer }) => {
    const made = await makeCode(textIn(payload, 'signInId'))
    if (made !== null) await mailer.send(await signInCodeMail(made.email, made.code, made.locale))
  },
}
