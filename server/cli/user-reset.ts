import { resetFactors } from '~server/auth/second-factor'
import { UsageError, type Command } from './command'

export const userReset: Command = {
  usage: 'user:reset EMAIL',
  about: 'removes somebody’s second factors and signs them out everywhere: for a lost phone',
  async run({ database, words }) {
    const [email = ''] = words
    if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new UsageError('Say whose: user:reset kari@example.org')
    await database()
    const person = await resetFactors(email)
    if (person === null) return { json: { personId: null }, lines: ['Nobody has that address.'], ok: false }
    return {
      json: person,
      lines: [
        'Done. They are signed out everywhere, are told by mail, and set up new ones at the next sign-in.',
      ],
    }
  },
}
