import { registerAdministrator } from '~server/domain/organisations/administrators'
import { UsageError, type Command } from './command'

export const adminCreate: Command = {
  usage: 'admin:create EMAIL NAME',
  about: 'registers an administrator, who then signs in by e-mail',
  async run({ database, words }) {
    const [email = '', ...name] = words
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email) || name.length === 0) {
      throw new UsageError('Say who: admin:create kari@example.org Kari Eksempel')
    }
    await database()
    const { personId, created } = await registerAdministrator(email, name.join(' '))
    return {
      json: { personId, created },
      lines: [created ? 'The administrator can sign in now.' : 'That person is an administrator already.'],
    }
  },
}
