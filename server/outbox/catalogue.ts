/**
 * Everything that can happen, with what is told about it. Ids only: the outbox is also the audit trail, and holds no
 * content and no names.
 */
export interface Events {
  'person.signed_in': { personId: string; sessionId: string }
  'person.signed_out': { personId: string; sessionId: string }
  'person.created': { personId: string }
  'grant.given': { grantId: string; personId: string; orgUnitId: string }
  'grant.ended': { grantId: string; personId: string; orgUnitId: string }
  'cohort.created': { cohortId: string; programmeId: string }
  'cohort.units_enrolled': { cohortId: string; orgUnitIds: string[] }
  'enrolment.changed': { cohortId: string; orgUnitId: string; status: string }
  /** A fresh enrolment taken back, as if it had not been. */
  'enrolment.undone': { cohortId: string; orgUnitIds: string[] }
  'gathering.created': { gatheringId: string; cohortId: string }
  'gathering.changed': { gatheringId: string; cohortId: string }
  'gathering.table_created': { gatheringId: string; tableId: string; documentId: string }
  'gathering.table_changed': { gatheringId: string; tableId: string }
  'seat.taken': { gatheringId: string; tableId: string; personId: string }
  'seat.left': { gatheringId: string; tableId: string; personId: string }
  'document.created': { documentId: string }
}

export type EventType = keyof Events

/** One event as a handler receives it. */
export type RecordedEvent<T extends EventType = EventType> = {
  [K in T]: { id: bigint; type: K; payload: Events[K]; actorId: string | null; createdAt: Date }
}[T]
