import { db } from '~server/database/client'
import { personFor } from '../../people/answering'
import { addGrant } from '../../people/grants'
import { forbidden } from '../../shared/errors'
import { openInvitation } from './answers'
import { roleOfAnswerer } from './policy'

/**
 * Gives the address that the invitation went to an account with the role of whoever answers there: the link in the mail
 * has shown that the address is right. Signs nobody in: the code that is sent there does.
 *
 * @returns the address to sign in with
 * @throws DomainError `not_found`, `forbidden` before the invitation has been accepted
 */
export async function openAccount(token: string, name: string): Promise<{ email: string }> {
  return db().$transaction(async tx => {
    const id = await openInvitation(tx, { token })
    const { status, email, locale, orgUnitId, orgUnit } = await tx.invitation.findUniqueOrThrow({
      where: { id },
      select: {
        status: true,
        email: true,
        locale: true,
        orgUnitId: true,
        orgUnit: { select: { kind: true } },
      },
    })
    const role = roleOfAnswerer(orgUnit.kind)
    if (status !== 'accepted' || role === null) throw forbidden()
    const personId = await personFor(tx, { name, email, locale })
    await addGrant(tx, personId, {
      personId,
      orgUnitId,
      role,
      cohortId: null,
      validFrom: null,
      validTo: null,
    })
    return { email }
  })
}
