import type { Role } from '~server/domain/shared/actor'
import { DEMO_ACCOUNTS } from '../../prisma/seed/accounts'

export interface DemoAccountView {
  email: string
  name: string
  role: Role
}

/** The invented people of the demo, to sign in as. */
export function demoAccounts(): DemoAccountView[] {
  return DEMO_ACCOUNTS.map(({ email, name, roleKey }) => ({ email, name, role: roleKey }))
}
