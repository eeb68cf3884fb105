/**
 * Everything that can happen, with what is told about it. Ids only: the outbox is also the audit trail, and holds no
 * content and no names.
 */
export interface Events {
  'person.signed_in': { personId: string; sessionId: string }
  'person.signed_out': { personId: string; sessionId: string }
  'person.created': { personId: string }
  /** A second factor was shown; the session has another id from here on. */
  'person.confirmed': { personId: string; sessionId: string; formerSessionId: string }
  /** What somebody shows beside the first factor is not what it was. */
  'person.factor_changed': { personId: string; factor: Factor; change: FactorChange }
  /** An operator took all second factors away from somebody who has lost them. */
  'person.factors_reset': { personId: string }
  'person.identity_linked': { personId: string; provider: string }
  'person.identity_unlinked': { personId: string; provider: string }
  'grant.given': { grantId: string; personId: string; orgUnitId: string }
  'grant.ended': { grantId: string; personId: string; orgUnitId: string }
  'programme.loaded': { programmeId: string }
  /** Another end. */
  'grant.changed': { grantId: string; personId: string; orgUnitId: string }
  'membership.invited': { invitationId: string; orgUnitId: string }
  'membership.invited_again': { invitationId: string; orgUnitId: string }
  'membership.withdrawn': { invitationId: string; orgUnitId: string }
  'membership.accepted': { invitationId: string; orgUnitId: string; personId: string }
  'membership.declined': { invitationId: string; orgUnitId: string }
  /** The person's own name. */
  'person.changed': { personId: string }
  /** Left one unit. */
  'person.left': { personId: string; orgUnitId: string }
  /** The account is closed; whoever was let in is so no longer. */
  'person.disabled': { personId: string }
  'person.reopened': { personId: string }
  /** The name was replaced; this is final. */
  'person.pseudonymised': { personId: string }
  /** Under what name contributions of people who have left stand. */
  'unit.contributions_decided': { orgUnitId: string }
  'unit.served': { relationId: string; parentId: string; childId: string }
  'unit.no_longer_served': { relationId: string; parentId: string; childId: string }
  /** Newer lists of public registers are in; by name of the list. */
  'registers.loaded': { lists: string[] }
  /** What lies above these units is not what it was: by hand, by a reform, or because its day has come. */
  'unit.moved': { orgUnitIds: string[] }
  'cohort.created': { cohortId: string; programmeId: string }
  'cohort.units_enrolled': { cohortId: string; orgUnitIds: string[] }
  'enrolment.changed': { cohortId: string; orgUnitId: string; status: string }
  /** A fresh enrolment taken back, as if it had not been. */
  'enrolment.undone': { cohortId: string; orgUnitIds: string[] }
  /** A municipality has written or handed over what a yearly step asks for. */
  'report.saved': { reportId: string; stepId: string; orgUnitId: string; submitted: boolean }
  'report.decided': { reportId: string; stepId: string; orgUnitId: string }
  /** Invitations went out together. */
  'mailing.created': { mailingId: string; cohortId: string; issuerId: string }
  'invitation.sent': InvitationEvent
  'invitation.seen': InvitationEvent
  'invitation.answered': InvitationEvent & { status: string }
  'invitation.withdrawn': InvitationEvent
  /** Goes to another address. */
  'invitation.corrected': InvitationEvent
  'invitation.expired': InvitationEvent
  'gathering.created': { gatheringId: string; cohortId: string }
  'gathering.changed': { gatheringId: string; cohortId: string }
  'gathering.table_created': { gatheringId: string; tableId: string; documentId: string }
  'gathering.table_changed': { gatheringId: string; tableId: string }
  'seat.taken': { gatheringId: string; tableId: string; personId: string }
  'seat.left': { gatheringId: string; tableId: string; personId: string }
  'round.created': { gatheringId: string; roundId: string }
  /** Other questions or times. */
  'round.changed': { gatheringId: string; roundId: string }
  /** Led on or back, or given more time. */
  'round.stepped': { gatheringId: string; roundId: string; step: string }
  /** A point was laid on a table or taken back. By whom is told nowhere: unnamed is unnamed. */
  'round.released': { gatheringId: string; roundId: string; tableId: string }
  /** A table is done or calls, or no longer. */
  'round.signalled': { gatheringId: string; roundId: string; tableId: string }
  /** What the tables say to the hall came onto the board. */
  'harvest.collected': { gatheringId: string }
  /** Themes or the statements in them are not what they were. */
  'harvest.arranged': { gatheringId: string }
  /** Shown to the hall, or no longer. */
  'harvest.revealed': { gatheringId: string; revealed: boolean }
  'document.created': { documentId: string }
  /** The text of an old version was brought back; `seq` is that version's place. */
  'document.restored': { documentId: string; seq: number }
  /** Something was said about a passage, changed, resolved or taken away. */
  'comment.changed': { documentId: string; threadId: string }
  'document.image_added': { documentId: string; imageId: string }
  /** Support may look at a unit for a while; the reason stands with the access. */
  'support.opened': { accessId: string; personId: string; orgUnitId: string }
  'support.ended': { accessId: string; personId: string; orgUnitId: string }
  /** Somebody took entries of the audit log along. */
  'audit.exported': { personId: string; entries: number }
  'import.read': { batchId: string; orgUnitId: string }
  'import.confirmed': { batchId: string; orgUnitId: string; units: number; people: number; grants: number }
  'import.undone': { batchId: string; orgUnitId: string }
  /** A list that was thrown away before anything was written from it. */
  'import.discarded': { batchId: string; orgUnitId: string }
}

export type Factor = 'totp' | 'passkey' | 'recovery_codes'
export type FactorChange = 'added' | 'removed' | 'used'

type InvitationEvent = { invitationId: string; cohortId: string; orgUnitId: string }

export type EventType = keyof Events

/** One event as a handler receives it. */
export type RecordedEvent<T extends EventType = EventType> = {
  [K in T]: { id: bigint; type: K; payload: Events[K]; actorId: string | null; createdAt: Date }
}[T]
